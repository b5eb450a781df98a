import * as z from "zod";
import { type Certificate, certificateStatus } from "../../domain/certificate/certificate.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Counted, notCountedReasons, whyNotCounted } from "../../domain/partner/tally.ts";
import { csvLine } from "../csv.ts";
import { example } from "../examples.ts";
import { attachment, certificationId, identifier, instant, level, page, paging, partnerId } from "../fields.ts";
import { operation } from "../operation.ts";

const params = z.strictObject({ partnerId });

/** For managers, the main account and staff. */
const guarded = ["partner-not-found", "managers-only"] as const;

export const getTally = operation({
  id: "getTally",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally",
  auth: "account",
  tag: "Partner tally",
  summary: "Count the valid certificates of a partner",
  params,
  answers: {
    200: {
      description: "For each level: those that are valid now, and all that ever counted",
      schema: z.object({ levels: z.record(z.string(), z.object({ valid: z.int(), counted: z.int() })) }).meta({
        id: "Tally",
        examples: [{ levels: { [example.level]: { valid: 3, counted: 5 } } }],
      }),
    },
  },
  refusals: guarded,
});

const countedAnswer = z
  .object({
    certificateId: z.string(),
    certificationId,
    level: z.string(),
    accountId: z.string(),
    holderName: z.string(),
    why: z.enum(["bound", "claimed"]),
    paidBy: z.enum(["benefit", "otherwise"]),
    since: instant,
    until: instant,
  })
  .meta({
    id: "CountedCertificate",
    examples: [
      {
        certificateId: "crt_0f1e2d3c4b5a69788796",
        certificationId: example.certificationId,
        level: example.level,
        accountId: "ana-466654521",
        holderName: "Ana Sá",
        why: "bound",
        paidBy: "benefit",
        since: "2026-12-03T08:00:00.000Z",
        until: "2028-12-03T08:00:00.000Z",
      },
    ],
  });

export function countedView(of: Counted) {
  const { certificateId, certificationId, level, accountId, holderName, why, paidBy, countedAt, validUntil } = of;
  return {
    certificateId,
    certificationId,
    level,
    accountId,
    holderName,
    why,
    paidBy,
    since: countedAt,
    until: validUntil,
  };
}

export const listTallyCertificates = operation({
  id: "listTallyCertificates",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally/certificates",
  auth: "account",
  tag: "Partner tally",
  summary: "List a partner's counted certificates, the next to end first",
  params,
  query: z.strictObject({
    ...paging,
    level: level.optional().meta({ description: "Only of this level", examples: [example.level] }),
  }),
  answers: { 200: { description: "One page of certificates", schema: page(countedAnswer) } },
  refusals: guarded,
});

const columns = [
  "level",
  "certificationId",
  "certificateId",
  "holderName",
  "accountId",
  "why",
  "paidBy",
  "since",
  "until",
];

/** People write names, so see `csvLine`. */
export function tallyCsv(counted: readonly Counted[]): string {
  const lines = counted.map((of) => {
    const { level, certificationId, certificateId, holderName, accountId, why, paidBy, countedAt, validUntil } = of;
    const about = [level, certificationId, certificateId, holderName, accountId];
    return csvLine([...about, why, paidBy, countedAt, validUntil]);
  });
  return [csvLine(columns), ...lines].join("");
}

export const getTallyCsv = operation({
  id: "getTallyCsv",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally.csv",
  auth: "account",
  tag: "Partner tally",
  summary: "Download a partner's counted certificates as CSV, the next to end first",
  description: "A cell that a spreadsheet would run as a formula begins with an apostrophe.",
  params,
  answers: {
    200: {
      description: `\`${columns.join()}\` and a line for each certificate`,
      schema: z.string().meta({ examples: [csvLine(columns)] }),
      contentType: "text/csv",
      headers: attachment,
    },
  },
  refusals: guarded,
});

const explained = z.object({
  certificateId: z.string(),
  certificationId,
  level: z.string(),
  status: z.enum(["claimable", "valid", "expired", "revoked"]),
  counts: z.boolean(),
  reason: z.enum(notCountedReasons).optional(),
});

/** Whether a certificate counts under an organization, and why not. */
export function explainedView(of: Certificate, organizationId: string, now: Instant, endedAt?: Instant) {
  const { certificateId, certification } = of;
  const reason = whyNotCounted(of, organizationId, now, endedAt);
  return {
    certificateId,
    certificationId: certification.certificationId,
    level: certification.level,
    status: certificateStatus(of, now),
    counts: reason === undefined,
    reason,
  };
}

export const explainAccount = operation({
  id: "explainAccount",
  method: "GET",
  path: "/v1/partners/{partnerId}/tally/accounts/{accountId}",
  auth: "account",
  tag: "Partner tally",
  summary: "Explain which certificates of an account count for a partner",
  description: "For members, all their certificates. For others, only those that were counted here.",
  params: z.strictObject({ partnerId, accountId: identifier("An account", "account-1") }),
  answers: {
    200: {
      description: "The account's certificates",
      schema: z.object({ accountId: z.string(), member: z.boolean(), certificates: z.array(explained) }).meta({
        id: "ExplainedAccount",
        examples: [
          {
            accountId: "ana-466654521",
            member: true,
            certificates: [
              {
                certificateId: "crt_0f1e2d3c4b5a69788796",
                certificationId: example.certificationId,
                level: example.level,
                status: "claimable",
                counts: false,
                reason: "not-claimed",
              },
            ],
          },
        ],
      }),
    },
  },
  refusals: ["partner-not-found", "member-not-found", "managers-only"],
});
