import * as z from "zod";
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
  viewerAddressHeader,
} from "./fields.ts";

export const schema = z.strictObject({
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

export type Stated = z.infer<typeof schema>;
