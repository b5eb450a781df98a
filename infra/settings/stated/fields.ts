import * as z from "zod";

/** The retentions of CloudWatch Logs, in days. Listed here, because the CDK takes a second to load. */
export const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** As in an `origin` header (RFC 6454, 6.2). */
export function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

export const httpsUrl = z.url({ protocol: /^https$/, error: "an https URL" });

export const httpsOrigin = z
  .string()
  .refine((text) => text.startsWith("https:") && isOrigin(text), { error: "an https origin, without a path" });

/** Links are written behind it, so it ends without a slash. */
export const httpsPlace = httpsUrl.regex(/^[^?#]*[^?#/]$/, "an https URL that ends without a slash, ? or #");

/** A browser of a developer may come back to this machine. */
export const callbackUrl = z
  .url({ error: "a URL" })
  .regex(/^(?:https:\/\/|http:\/\/localhost[:/])[^#]*$/, "an https URL, or one of http://localhost");

export const emailAddress = z.email({ error: "an e-mail address" });

export const domainName = z
  .string()
  .regex(/^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "a domain's name in lower case");

export const arn = z.string().startsWith("arn:", { error: "an ARN" });

export const count = z.number().int().positive();

export const claimNames = z.strictObject({
  email: z.string().min(1).default("email"),
  emailVerified: z.string().min(1).default("email_verified"),
  name: z.string().min(1).default("name"),
  groups: z.string().min(1).default("groups"),
});

/** As in OpenID Connect Core 1.0, 5.1, and for groups as most issuers name it. */
export const usualClaims = claimNames.parse({});

/** A list of addresses would have the caller's own entries in it. */
export const viewerAddressHeader = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, "a header's name in lower case")
  .refine((name) => !/^(x-)?forwarded(-for)?$/.test(name), {
    error: "a header with one address, which the CDN writes alone, e.g. cloudfront-viewer-address",
  });

/** A Cognito user pool of the state stack, in place of another issuer. */
export const userPool = z.strictObject({
  /** The sign-in page is at `https://<domainPrefix>.auth.<region>.amazoncognito.com`. Nobody else may have it. */
  domainPrefix: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and hyphens")
    .refine((text) => !/aws|amazon|cognito/.test(text), { error: "Cognito reserves aws, amazon and cognito" }),
  /** The pages of the front end to which people come back, signed in. */
  callbackUrls: z.array(callbackUrl).min(1),
  logoutUrls: z.array(callbackUrl).default([]),
});

/** Either the certificate or the zone may be missing: see `Domain`. */
export const domain = z.strictObject({
  name: domainName,
  /** Of ACM in the API's region. Without it, the service stack makes one in the zone. */
  certificateArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/\S+$/, "the ARN of an ACM certificate")
    .optional(),
  /** Of Route 53. Without it, you point the name at the output `DomainTarget` yourself. */
  hostedZone: z
    .strictObject({ id: z.string().regex(/^Z[A-Z0-9]{1,31}$/, "a hosted zone's id"), name: domainName })
    .optional(),
});

/** An identity of SES: a domain, or an address. */
export const mailIdentity = z.strictObject({
  name: z.union([domainName, emailAddress], { error: "a domain's name, or an e-mail address" }),
  /** The state stack makes it. Otherwise it exists. */
  make: z.boolean().default(false),
});
