import * as z from "zod";
import { type Certificate, certificateStatus } from "../../domain/certificate/certificate.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Counted, notCountedReasons, whyNotCounted } from "../../domain/partner/tally.ts";
import { csvLine } from "../csv.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { certificationId } from "../programme-fields.ts";

export const countedAnswer = z
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

export const columns = [
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

export const explained = z.object({
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
