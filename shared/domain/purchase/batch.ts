import { accept, type Decision, refuse } from "../decision.ts";
import { type Instant, plusMonths } from "../instant.ts";
import type { Certification } from "../programme/certification.ts";
import type { Programme } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import {
  type AuthorizationCode,
  type CancelledCode,
  type Coverage,
  type IssuedCode,
  issueCode,
} from "./authorization-code.ts";
import { editionAllowed } from "./redeem.ts";

/** A grant of many codes without an owner, issued in parts (R4). */
export type Batch = {
  readonly batchId: string;
  readonly label: string;
  readonly coverage: Coverage;
  readonly programmeVersion: number;
  readonly quantity: number;
  /** The number of codes that are issued so far. */
  readonly issued: number;
  readonly orderedBy: string;
  readonly orderedAt: Instant;
  readonly completedAt?: Instant | undefined;
  /** Nothing is issued any more, and the codes are cancelled in parts. */
  readonly cancelAskedAt?: Instant | undefined;
  /** The cancellation goes on from here. */
  readonly cancelPlace?: BatchPlace | undefined;
  readonly cancelled?: number | undefined;
  readonly cancelledAt?: Instant | undefined;
};

/** A row of issued codes, and the number of codes before it. */
export type BatchPlace = { readonly row: string; readonly offset: number };

export const maximumCodesInBatch = 100_000;

/** The codes of one transaction, beside the batch and its event. */
const codesInPart = 98;

export const batchStatuses = ["running", "complete", "cancelling", "cancelled"] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export function batchStatus(batch: Batch): BatchStatus {
  if (batch.cancelledAt !== undefined) return "cancelled";
  if (batch.cancelAskedAt !== undefined) return "cancelling";
  return batch.issued === batch.quantity ? "complete" : "running";
}

/** Refuses an edition that a level lacks (R2). */
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

/** Cancels what is not redeemed, and issues nothing more (R3). */
export function cancelBatch(batch: Batch | undefined, now: Instant): Decision<Batch> {
  if (batch === undefined) return refuse("batch-not-found");
  if (batch.cancelAskedAt !== undefined) return refuse("batch-already-cancelled");
  return accept({ ...batch, cancelAskedAt: now });
}

export function isCancelling({ cancelAskedAt, cancelledAt }: Batch): boolean {
  return cancelAskedAt !== undefined && cancelledAt === undefined;
}

export function isIssuing({ issued, quantity, cancelAskedAt }: Batch): boolean {
  return issued < quantity && cancelAskedAt === undefined;
}

/** Without a next part, the batch is cancelled. */
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

/** When the schedule continues the batch (R30). */
export function batchDue(batch: Batch): Instant | undefined {
  if (isCancelling(batch)) return batch.cancelAskedAt;
  return isIssuing(batch) ? batch.orderedAt : undefined;
}

export function batchCodesExpireAt({ orderedAt, programmeVersion }: Batch): Instant {
  return plusMonths(orderedAt, programmeOf(programmeVersion).authorizationCodeMonths);
}

/** Every code is dated to the batch's order, so that all end at one instant. */
export function issuePart(batch: Batch, draw: () => string, now: Instant): { codes: IssuedCode[]; batch: Batch } {
  const under = programmeOf(batch.programmeVersion);
  const count = Math.min(codesInPart, batch.quantity - batch.issued);
  const origin = { source: { kind: "batch", id: batch.batchId } } as const;
  const codes = Array.from({ length: count }, () => issueCode(draw(), batch.coverage, origin, under, batch.orderedAt));
  const issued = batch.issued + count;
  const completed = issued === batch.quantity ? { completedAt: now } : {};
  return { codes, batch: { ...batch, issued, ...completed } };
}
