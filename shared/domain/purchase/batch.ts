import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusMonths } from "../instant.ts";
import type { Certification } from "../programme/certification.ts";
import type { Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import {
  type AuthorizationCode,
  type CancelledCode,
  type Coverage,
  editionAllowed,
  type IssuedCode,
  issueCode,
} from "./authorization-code.ts";

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
  /** From then on nothing is issued, and its codes are cancelled one part after the other. */
  readonly cancelAskedAt?: Instant | undefined;
  /** The progress: the beginning of the next part. */
  readonly cancelPlace?: BatchPlace | undefined;
  readonly cancelled?: number | undefined;
  readonly cancelledAt?: Instant | undefined;
};

/** The beginning of a part of a batch's codes: a row of issued codes, and the number of codes before it. */
export type BatchPlace = { readonly row: string; readonly offset: number };

export const maximumCodesInBatch = 100_000;

/** How many codes one transaction issues, beside the batch and its event. */
const codesInPart = 98;

export const batchStatuses = ["running", "complete", "cancelling", "cancelled"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export function batchStatus(batch: Batch): BatchStatus {
  if (batch.cancelledAt !== undefined) return "cancelled";
  if (batch.cancelAskedAt !== undefined) return "cancelling";
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

/** Staff withdraw a whole batch: what was not redeemed is cancelled, and what was not issued never is (R3). */
export function cancelBatch(batch: Batch | undefined, now: Instant): Decision<Batch> {
  if (batch === undefined) return refuse("batch-not-found");
  if (batch.cancelAskedAt !== undefined) return refuse("batch-already-cancelled");
  return accept({ ...batch, cancelAskedAt: now });
}

/** Whether codes of a batch are still to be cancelled. */
export function isCancelling({ cancelAskedAt, cancelledAt }: Batch): boolean {
  return cancelAskedAt !== undefined && cancelledAt === undefined;
}

/** Whether a batch still has codes to issue. */
export function isIssuing({ issued, quantity, cancelAskedAt }: Batch): boolean {
  return issued < quantity && cancelAskedAt === undefined;
}

/** Cancels a part of a batch's codes, those that were not redeemed; without a next part, the batch is cancelled. */
export function cancelPart(
  batch: Batch,
  codes: readonly AuthorizationCode[],
  next: BatchPlace | undefined,
  now: Instant,
): { cancelled: CancelledCode[]; batch: Batch } {
  const cancelled = codes.flatMap((code): CancelledCode[] =>
    code.state === "issued" ? [{ ...code, state: "cancelled", cancelledAt: now }] : [],
  );
  const count = (batch.cancelled ?? 0) + cancelled.length;
  const over = next === undefined ? { cancelledAt: now } : {};
  return { cancelled, batch: { ...batch, cancelPlace: next, cancelled: count, ...over } };
}

/** When the schedule must go on with a batch, from when it was ordered or its cancelling was asked for (R30). */
export function batchDue(batch: Batch): Instant | undefined {
  if (isCancelling(batch)) return batch.cancelAskedAt;
  return isIssuing(batch) ? batch.orderedAt : undefined;
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
