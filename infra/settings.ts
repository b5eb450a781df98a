import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";

const retentions = Object.values(RetentionDays).filter((value) => typeof value === "number");

const count = z.coerce.number().int().positive();

function commaSeparated(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

/** As in an `origin` header (RFC 6454, 6.2). */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const schema = z.strictObject({
  stackName: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, "letters, digits and hyphens, beginning with a letter"),
  issuer: z.url({ protocol: /^https$/, error: "an https URL" }),
  /** Several audiences are separated by commas. */
  audience: z
    .string()
    .transform(commaSeparated)
    .pipe(z.array(z.string().min(1)).min(1)),
  /** The staff group. Characters of list texts are excluded, so that it never matches inside another name. */
  staffGroup: z.string().regex(/^[^\s,"'[\]]{1,128}$/, "one group's name, without blanks, commas, quotes and brackets"),
  /** `*`, or origins separated by commas. */
  allowedOrigins: z
    .string()
    .transform(commaSeparated)
    .refine((origins) => origins.length > 0 && (origins.join() === "*" || origins.every(isOrigin)), {
      error: "`*`, or origins such as https://app.example.org, separated by commas",
    }),
  logRetentionDays: count.refine((days) => retentions.some((known) => Number(known) === days), {
    error: "a retention that CloudWatch Logs knows, e.g. 30, 90 or 365",
  }),
  requestsPerSecond: count,
  burst: count,
  /** SES must have verified it, or its domain. */
  mailFrom: z.email({ error: "an e-mail address" }),
  /** The public origin, if it differs from the requested one. Credentials and QR codes contain it. */
  publicUrl: z.url({ protocol: /^https$/, error: "an https URL" }).optional(),
  programme: z.string().min(1).optional(),
  alarmTopicArn: z.string().startsWith("arn:").optional(),
});

export type Settings = z.infer<typeof schema>;

export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Keys with a colon or slash belong to the toolkit. Throws SettingsError for an unknown or invalid one. */
export function settingsFrom(context: { readonly [key: string]: unknown }): Settings {
  const own = Object.entries(context).filter(([key]) => !/[:/]/.test(key) && key !== "cli-telemetry");
  const parsed = schema.safeParse(Object.fromEntries(own));
  if (parsed.success) return parsed.data;

  const problems = parsed.error.issues.map((issue) =>
    issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`,
  );
  throw new SettingsError(`The deployment's settings (cdk.json, or -c name=value) are wrong: ${problems.join("; ")}`);
}

/** For a synthesis without the CLI. */
export function defaultContext(): { readonly [key: string]: unknown } {
  const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "..", "cdk.json"), "utf8"));
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(file).context;
}
