import { type Coverage, editionAllowed, type IssuedCode, issueCode } from "./authorization-code.ts";
import type { Certification } from "./certification.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import { type Instant, plusMonths } from "./instant.ts";
import type { Programme } from "./programme.ts";
import { programmeOf } from "./programme-versions.ts";

/** A grant of many codes by staff, issued a part at a time; its codes have no owner (R4). */
export type Batch = {
  readonly batchId: string;
  readonly label: string;
  readonly coverage: Coverage;
  readonly programmeVersion: number;
  readonly quantity: number;
  readonly issued: number;
  readonly orderedBy: string;
  readonly orderedAt: Instant;
  readonly completedAt?: Instant | undefined;
};

export const maximumCodesInBatch = 100_000;

/** How many codes one transaction issues, beside the batch and its event. */
const codesInPart = 98;

export type BatchStatus = "running" | "complete";

export function batchStatus(batch: Batch): BatchStatus {
  return batch.issued === batch.quantity ? "complete" : "running";
}

/** Orders a batch. `subject` is the certification of a single-subject one. Refuses an edition that a level lacks (R2). */
export function orderBatch(
  request: Omit<Batch, "issued" | "orderedAt" | "programmeVersion">,
  subject: Certification | undefined,
  under: Programme,
  now: Instant,
): Decision<Batch> {
  const { coverage } = request;
  if (coverage.edition === "single-subject" && subject === undefined) return refuse("certification-not-found");
  if (coverage.edition === "single-subject" && subject?.endOfLifeAt !== undefined && now >= subject.endOfLifeAt) {
    return refuse("certification-retired");
  }
  const levels = coverage.edition === "general-purpose" ? coverage.levels : [subject?.level ?? ""];
  if (levels.some((level) => !editionAllowed(coverage.edition, level, under))) {
    return refuse("authorization-code-edition-not-allowed");
  }
  return accept({ ...request, programmeVersion: under.version, issued: 0, orderedAt: now });
}

/** The instant at which all codes of a batch end. */
export function batchCodesExpireAt({ orderedAt, programmeVersion }: Batch): Instant {
  return plusMonths(orderedAt, programmeOf(programmeVersion).authorizationCodeMonths);
}

/**
 * The batch's next part: its codes and the batch after them. Purchased when the batch was ordered, so that all its
 * codes end at one instant however long the issuing took.
 */
export function issuePart(batch: Batch, draw: () => string, now: Instant): { codes: IssuedCode[]; batch: Batch } {
  const under = programmeOf(batch.programmeVersion);
  const count = Math.min(codesInPart, batch.quantity - batch.issued);
  const origin = { source: { kind: "batch", id: batch.batchId } } as const;
  const codes = Array.from({ length: count }, () => issueCode(draw(), batch.coverage, origin, under, batch.orderedAt));
  const issued = batch.issued + count;
  const completed = issued === batch.quantity ? { completedAt: now } : {};
  return { codes, batch: { ...batch, issued, ...completed } };
}
