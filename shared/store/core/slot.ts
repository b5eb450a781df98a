import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";

/**
 * The place of a thing that reports, or bindings, may name before we know it (R17, R26). The transaction that brings the
 * thing finds here that something waits for it, and from then on the slot is due.
 */
export type Slot<T> = {
  readonly thing?: T | undefined;
  /** The bindings that wait, until each has been settled; the reports, too, that began to wait under an earlier version. */
  readonly waiting: readonly string[];
  /** Reports wait, each in an item of its own behind this one: see `waitIn`. */
  readonly reportsWait?: true | undefined;
  /** When the thing came, or what else decides on those that wait. */
  readonly cameAt?: Instant | undefined;
};

export function slotOf<S extends z.ZodType>(thing: S) {
  return z.object({
    thing: thing.optional(),
    waiting: z.array(z.string()),
    reportsWait: z.literal(true).optional(),
    cameAt: z.string().optional(),
  });
}

/** A slot is due while what waits in it is not settled, although what it waited for has come. */
export function dueSlot(slot: Slot<unknown>): Instant | undefined {
  return isAwaited(slot) ? slot.cameAt : undefined;
}

function isAwaited({ waiting, reportsWait }: Slot<unknown>): boolean {
  return waiting.length > 0 || reportsWait === true;
}

/** The slot with its thing in it, whatever waited there. */
export function filled<T>(slot: Slot<T> | undefined, thing: T, now: Instant): Slot<T> {
  const { cameAt = now, ...rest } = slot ?? {};
  const after = { waiting: [], ...rest, thing };
  return isAwaited(after) ? { ...after, cameAt } : after;
}

/** The slot with one more that waits. */
export function awaited<T>(slot: Slot<T> | undefined, id: string): Slot<T> {
  return { ...slot, waiting: [...new Set([...(slot?.waiting ?? []), id])] };
}

/** The slot, marked: reports wait for its thing. */
export function marked<T>(slot: Slot<T> | undefined): Slot<T> {
  return { ...slot, waiting: slot?.waiting ?? [], reportsWait: true };
}

/** The slot without those that were settled. */
export function settled<T>(slot: Slot<T>, ids: readonly string[]): Slot<T> {
  return { ...slot, waiting: slot.waiting.filter((each) => !ids.includes(each)) };
}

/** The slot, due now although its own thing has not come, for something else has that decides on those that wait. */
export function released<T>(slot: Slot<T>, now: Instant): Slot<T> {
  return { ...slot, cameAt: slot.cameAt ?? now };
}
