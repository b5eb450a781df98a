import * as z from "zod";

/** The retentions of CloudWatch Logs, in days. Listed here, because the CDK takes a second to load. */
export const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** As in an `origin` header (RFC 6454, 6.2). */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const httpsUrl = z.url({ protocol: /^https$/, error: "an https URL" });

const emailAddress = z.email({ error: "an e-mail address" });

const arn = z.string().startsWith("arn:", { error: "an ARN" });

const count = z.number().int().positive();

const claimNames = z.strictObject({
  email: z.string().min(1).default("email"),
  emailVerified: z.string().min(1).default("email_verified"),
  name: z.string().min(1).default("name"),
  groups: z.string().min(1).default("groups"),
});

/** As in OpenID Connect Core 1.0, 5.1, and for groups as most issuers name it. */
export const usualClaims = claimNames.parse({});

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
  /** The OpenID Connect provider whose tokens are accepted. */
  issuer: httpsUrl,
  audience: z.array(z.string().min(1)).min(1),
  /** The group of staff. No character of list texts, so it never appears inside another name. */
  staffGroup: z.string().regex(/^[^\s,"'[\]]{1,128}$/, "one group's name, without blanks, commas, quotes and brackets"),
  /** A scope that makes a token one of staff, beside the group. */
  staffScope: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/, "one scope (RFC 6749, 3.3)")
    .optional(),
  /** The names of claims, if they are not those of OpenID Connect. `claims.ts` has those of well-known issuers. */
  claims: claimNames.prefault({}),
  /** Origins whose pages may call from a browser, or `["*"]`. */
  allowedOrigins: z
    .array(z.string())
    .min(1)
    .refine((origins) => origins.join() === "*" || origins.every(isOrigin), {
      error: '["*"], or origins such as https://app.example.org',
    })
    .default(["*"]),
  /** The sender of e-mails. SES must have verified it, or its domain. */
  mailFrom: emailAddress,
  /** The public origin, if it differs from the requested one. Credentials and QR codes contain it. */
  publicUrl: httpsUrl.optional(),
  /** Gets an e-mail for each alarm, after its owner has confirmed the subscription. */
  alarmAddress: emailAddress.optional(),
  /** US dollars a month, for everything in the account. AWS Budgets tells `alarmAddress` at 80 %. */
  monthlyBudget: z.number().positive().optional(),
  logRetentionDays: count
    .refine((days) => retentionDays.includes(days), {
      error: "a retention that CloudWatch Logs knows, e.g. 30, 90 or 365",
    })
    .default(90),
  /** The gateway's throttle over all callers. */
  requestsPerSecond: count.default(500),
  burst: count.default(1000),
  /** Secrets that exist, by provider or `payments`: `{"current": "…"}`. The stack then makes none for them. */
  secrets: z.record(z.string(), arn).default({}),
  /** A table that exists, e.g. one that was restored from a point in time. The stack then makes none. */
  existingTable: z.strictObject({ tableArn: arn, streamArn: arn }).optional(),
  /** `destroy` deletes table and secrets with the stack. For stages that nobody needs. */
  removal: z.enum(["retain", "destroy"]).default("retain"),
});

export type SettingsInput = z.input<typeof schema>;

export type Settings = z.infer<typeof schema>;

export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Checks the settings of one environment. Throws SettingsError with every fault. */
export function settings(given: SettingsInput): Settings {
  const parsed = schema.safeParse(given);
  const faults = parsed.success ? faultsOfProduction(parsed.data) : parsed.error.issues.map(inWords);
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new SettingsError(`The settings are wrong: ${faults.join("; ")}`);
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

function faultsOfProduction({ isProduction, alarmAddress, removal }: Settings): string[] {
  if (!isProduction) return [];
  return [
    ...(alarmAddress === undefined ? ["alarmAddress: a production stage needs one"] : []),
    ...(removal === "retain" ? [] : ["removal: a production stage keeps its state"]),
  ];
}

/** Domains that nobody owns (RFC 2606), an account of zeros, and texts in angle brackets. */
const placeholder = /example\.(?:org|com|net)|\.example\b|^0{12}$|<[^>]*>/;

/** The names of settings that still hold a placeholder: they can be synthesized and not deployed. */
export function placeholdersIn(of: Settings): string[] {
  return Object.entries(of)
    .filter(([, value]) => [value].flat().some((each) => typeof each === "string" && placeholder.test(each)))
    .map(([name]) => name);
}
