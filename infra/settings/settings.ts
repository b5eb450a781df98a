import type * as z from "zod";
import { cognito } from "./claims.ts";
import { domainOf, faultsBetween } from "./stated/faults.ts";
import { claimNames, retentionDays, usualClaims } from "./stated/fields.ts";
import { type SettingsInput, type Stated, schema } from "./stated/schema.ts";

export { retentionDays, usualClaims };

export type Settings = Stated & Required<Pick<Stated, "claims">>;

export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Checks the settings of one environment. Throws SettingsError with every fault. */
export function settings(given: SettingsInput): Settings {
  const parsed = schema.safeParse(given);
  const faults = parsed.success ? faultsBetween(parsed.data) : parsed.error.issues.map(inWords);
  if (parsed.success && faults.length === 0) return completed(parsed.data);
  throw new SettingsError(`The settings are wrong: ${faults.join("; ")}`);
}

function completed(stated: Stated): Settings {
  const { userPool, claims = userPool === undefined ? usualClaims : claimNames.parse(cognito) } = stated;
  return { ...stated, claims };
}

/** The public origin, if the deployment has one. */
export function publicUrlOf({ publicUrl, domain }: Pick<Settings, "publicUrl" | "domain">): string | undefined {
  return domain === undefined ? publicUrl : `https://${domain.name}`;
}

/** The identity of SES that sends. */
export function mailIdentityOf({ mailIdentity, mailFrom }: Pick<Settings, "mailIdentity" | "mailFrom">) {
  return mailIdentity ?? { name: domainOf(mailFrom), make: false };
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}
