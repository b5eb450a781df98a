import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";

const retentions = Object.values(RetentionDays).filter((value) => typeof value === "number");

/** A setting given as `-c name=value` arrives as text. */
const count = z.coerce.number().int().positive();

function commaSeparated(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

/** A scheme, a host and perhaps a port, as a browser names where a page comes from (RFC 6454, 6.2). */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const schema = z.strictObject({
  /** The stack's name, so that several stages fit one account. */
  stackName: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, "letters, digits and hyphens, beginning with a letter"),
  /** The OpenID Connect issuer whose tokens the gateway accepts. */
  issuer: z.url({ protocol: /^https$/, error: "an https URL" }),
  /** What the `aud` (or `client_id`) claim of an accepted token says; several are separated by commas. */
  audience: z
    .string()
    .transform(commaSeparated)
    .pipe(z.array(z.string().min(1)).min(1)),
  /**
   * The group of the token's claim `groups` that makes a member of staff. Blanks, commas, quotes and brackets are what lists
   * are written with: a name without them is never read out of the name of another group.
   */
  staffGroup: z.string().regex(/^[^\s,"'[\]]{1,128}$/, "one group's name, without blanks, commas, quotes and brackets"),
  /** The origins whose pages may call the API from a browser: all (`*`), or some, separated by commas. */
  allowedOrigins: z
    .string()
    .transform(commaSeparated)
    .refine((origins) => origins.length > 0 && (origins.join() === "*" || origins.every(isOrigin)), {
      error: "`*`, or origins such as https://app.example.org, separated by commas",
    }),
  logRetentionDays: count.refine((days) => retentions.some((known) => Number(known) === days), {
    error: "a retention that CloudWatch Logs knows, e.g. 30, 90 or 365",
  }),
  /** The gateway's throttle over all callers. */
  requestsPerSecond: count,
  burst: count,
  /** The sender of e-mails: SES must have verified the address or its domain in the stack's account and region. */
  mailFrom: z.email({ error: "an e-mail address" }),
  /** Where callers find the API, if not at the address that a request came to; it stands in credentials and in QR codes. */
  publicUrl: z.url({ protocol: /^https$/, error: "an https URL" }).optional(),
  /** The file with the certification body's programme, if it is another than the default: `programme.ts` reads it. */
  programme: z.string().min(1).optional(),
  /** An SNS topic that every alarm tells; none by default. */
  alarmTopicArn: z.string().startsWith("arn:").optional(),
});

/** What one deployment may choose; every other decision is the stack's own. */
export type Settings = z.infer<typeof schema>;

/** Names every setting that is unknown or invalid. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Reads the settings out of CDK context. Keys with a colon or a slash, and those of the toolkit itself, are not ours.
 * Throws SettingsError if one is unknown or invalid.
 */
export function settingsFrom(context: { readonly [key: string]: unknown }): Settings {
  const own = Object.entries(context).filter(([key]) => !/[:/]/.test(key) && key !== "cli-telemetry");
  const parsed = schema.safeParse(Object.fromEntries(own));
  if (parsed.success) return parsed.data;

  const problems = parsed.error.issues.map((issue) =>
    issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`,
  );
  throw new SettingsError(`The deployment's settings (cdk.json, or -c name=value) are wrong: ${problems.join("; ")}`);
}

/** The context of `cdk.json`, which the CLI would pass; for a synthesis that the CLI does not start. */
export function defaultContext(): { readonly [key: string]: unknown } {
  const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "..", "cdk.json"), "utf8"));
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(file).context;
}
