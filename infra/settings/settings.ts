import * as z from "zod";
import { cognito } from "./claims.ts";
import {
  arn,
  claimNames,
  count,
  domain,
  emailAddress,
  httpsOrigin,
  httpsPlace,
  httpsUrl,
  isOrigin,
  mailIdentity,
  retentionDays,
  userPool,
  usualClaims,
  viewerAddressHeader,
} from "./fields.ts";

export { retentionDays, usualClaims };

const schema = z.strictObject({
  /** The stacks are called `<stackName>State` and `<stackName>Service`, so that several stages fit one account. */
  stackName: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,119}$/, "letters, digits and hyphens, beginning with a letter"),
  account: z
    .string()
    .regex(/^\d{12}$/, "12 digits")
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-central-1")
    .optional(),
  /** A production stage must have an alarm address, and keeps its state. */
  isProduction: z.boolean().default(false),
  /** The OpenID Connect provider whose tokens are accepted. Not with `userPool`. */
  issuer: httpsUrl.optional(),
  audience: z.array(z.string().min(1)).min(1).optional(),
  /** A Cognito user pool made by the state stack. Issuer, audience and names of claims follow from it. */
  userPool: userPool.optional(),
  /** The group of staff. No character of list texts, so it never appears inside another name. */
  staffGroup: z.string().regex(/^[^\s,"'[\]]{1,128}$/, "one group's name, without blanks, commas, quotes and brackets"),
  /** A scope that makes a token one of staff, beside the group. */
  staffScope: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/, "one scope (RFC 6749, 3.3)")
    .optional(),
  /** The names of claims, if they are not those of OpenID Connect. `claims.ts` has those of well-known issuers. */
  claims: claimNames.optional(),
  /** Origins whose pages may call from a browser, or `["*"]`. */
  allowedOrigins: z
    .array(z.string())
    .min(1)
    .refine((origins) => origins.join() === "*" || origins.every(isOrigin), {
      error: '["*"], or origins such as https://app.example.org',
    })
    .default(["*"]),
  /** The sender of e-mails. */
  mailFrom: emailAddress,
  /** The identity of SES that sends: `mailFrom`, its domain or a domain above it. By default the domain, which exists. */
  mailIdentity: mailIdentity.optional(),
  /** A name of your own for the API. */
  domain: domain.optional(),
  /** The public origin, if it differs from the requested one. Credentials and QR codes contain it. With `domain`, that. */
  publicUrl: httpsOrigin.optional(),
  /** The address of your front end. Links for people lead there: an invitation to `<frontEndUrl>/invitations/<token>`. */
  frontEndUrl: httpsPlace.optional(),
  /** Gets an e-mail for each alarm, after its owner has confirmed the subscription. */
  alarmAddress: emailAddress.optional(),
  /** US dollars a month, for everything in the account. AWS Budgets tells `alarmAddress` at 80 %. */
  monthlyBudget: z.number().positive().optional(),
  logRetentionDays: count
    .refine((days) => retentionDays.includes(days), {
      error: "a retention that CloudWatch Logs knows, e.g. 30, 90 or 365",
    })
    .default(90),
  /** The header in which your CDN names the caller's address, in lower case. Only what comes through the CDN has it. */
  viewerAddressHeader: viewerAddressHeader.optional(),
  /** The gateway's throttle over all callers. */
  requestsPerSecond: count.default(500),
  burst: count.default(1000),
  /** The throttle of each dear route: PDF, batches, verification. The rest of the API goes on when one is overrun. */
  dearRequestsPerSecond: count.default(50),
  dearBurst: count.default(100),
  /** Secrets that exist, by provider or `payments`: `{"current": "…"}`. The stack then makes none for them. */
  secrets: z.record(z.string(), arn).default({}),
  /** A table that exists, e.g. one that was restored from a point in time. The stack then makes none. */
  existingTable: z.strictObject({ tableArn: arn, streamArn: arn }).optional(),
  /** `destroy` deletes table and secrets with the stack. For stages that nobody needs. */
  removal: z.enum(["retain", "destroy"]).default("retain"),
});

export type SettingsInput = z.input<typeof schema>;

type Stated = z.infer<typeof schema>;

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

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

/** Each is one line: the setting, and what is wrong with it beside the others. */
function faultsBetween(stated: Stated): string[] {
  return [
    ...faultsOfIssuer(stated),
    ...faultsOfMail(stated),
    ...faultsOfDomain(stated),
    ...(stated.isProduction ? faultsOfProduction(stated) : []),
  ];
}

function faultsOfIssuer(stated: Stated): string[] {
  const names = ["issuer", "audience"] as const;
  if (stated.userPool === undefined) {
    return names.filter((name) => stated[name] === undefined).map((name) => `${name}: name one, or a userPool`);
  }
  const given = [...names, "claims" as const].filter((name) => stated[name] !== undefined);
  return given.map((name) => `${name}: follows from userPool, so leave it out`);
}

function faultsOfMail({ mailFrom, mailIdentity }: Stated): string[] {
  const name = mailIdentity?.name.toLowerCase();
  const from = mailFrom.toLowerCase();
  if (name === undefined || from === name || from.endsWith(`@${name}`) || domainOf(from).endsWith(`.${name}`))
    return [];
  return [`mailIdentity: ${mailIdentity?.name} does not send for ${mailFrom}`];
}

function faultsOfDomain({ domain, publicUrl, region }: Stated): string[] {
  if (domain === undefined) return [];
  const { name, certificateArn, hostedZone } = domain;
  const certified = certificateArn?.split(":")[3];
  const isInZone = hostedZone === undefined || name === hostedZone.name || name.endsWith(`.${hostedZone.name}`);
  return [
    ...(certified === undefined && hostedZone === undefined ? ["domain: name a certificateArn or a hostedZone"] : []),
    ...(certified === undefined || region === undefined || certified === region
      ? []
      : [`domain.certificateArn: a certificate of ${region}, where the API is`]),
    ...(isInZone ? [] : [`domain.hostedZone: ${name} is not in ${hostedZone.name}`]),
    ...(publicUrl === undefined || publicUrl === `https://${name}`
      ? []
      : [`publicUrl: https://${name}, as the domain says, or leave it out`]),
  ];
}

function faultsOfProduction({ alarmAddress, removal }: Stated): string[] {
  return [
    ...(alarmAddress === undefined ? ["alarmAddress: a production stage needs one"] : []),
    ...(removal === "retain" ? [] : ["removal: a production stage keeps its state"]),
  ];
}

/** Domains that nobody owns (RFC 2606), accounts of zeros, and texts in angle brackets. */
const placeholder = /example\.(?:org|com|net)\b|\.example\b|(?:^|:)0{12}(?::|$)|<[^>]*>/;

/** The names of settings that still hold a placeholder: they can be synthesized and not deployed. */
export function placeholdersIn(of: Settings): string[] {
  return Object.entries(of)
    .filter(([, value]) => textsIn(value).some((text) => placeholder.test(text)))
    .map(([name]) => name);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
