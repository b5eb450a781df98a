import * as z from "zod";
import type { Instant } from "../domain/instant.ts";

/**
 * The place of a thing that reports may name before we know it. Reports that wait for it stand in it (R17); the
 * transaction that brings the thing finds them there, and from then on they are due.
 */
export type Slot<T> = {
  readonly thing?: T | undefined;
  /** The reports that wait, until each has been settled. */
  readonly waiting: readonly string[];
  /** When the thing came. */
  readonly cameAt?: Instant | undefined;
};

export function slotOf<T>(thing: z.ZodType<T>): z.ZodType<Slot<T>> {
  return z.object({ thing: thing.optional(), waiting: z.array(z.string()), cameAt: z.string().optional() });
}

/** A slot is due while reports stand in it that its thing has released. */
export function dueSlot({ thing, waiting, cameAt }: Slot<unknown>): Instant | undefined {
  return thing !== undefined && waiting.length > 0 ? cameAt : undefined;
}

/** The slot with its thing in it, whatever waited there. */
export function filled<T>(slot: Slot<T> | undefined, thing: T, now: Instant): Slot<T> {
  const waiting = slot?.waiting ?? [];
  return { thing, waiting, cameAt: waiting.length === 0 ? undefined : (slot?.cameAt ?? now) };
}

/** The slot with one more report that waits. */
export function awaited<T>(slot: Slot<T> | undefined, reportId: string): Slot<T> {
  return { ...slot, waiting: [...new Set([...(slot?.waiting ?? []), reportId])] };
}

/** The slot without reports that were settled. */
export function settled<T>(slot: Slot<T>, reportIds: readonly string[]): Slot<T> {
  return { ...slot, waiting: slot.waiting.filter((each) => !reportIds.includes(each)) };
}
