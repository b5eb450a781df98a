import * as z from "zod";
import type { Instant } from "../domain/instant.ts";

/**
 * The place of a thing that reports, or bindings, may name before we know it. Those that wait for it stand in it (R17,
 * R26); the transaction that brings the thing finds them there, and from then on they are due.
 */
export type Slot<T> = {
  readonly thing?: T | undefined;
  /** The reports, or bindings, that wait, until each has been settled. */
  readonly waiting: readonly string[];
  /** When the thing came, or what else decides on those that wait. */
  readonly cameAt?: Instant | undefined;
};

export function slotOf<T>(thing: z.ZodType<T>): z.ZodType<Slot<T>> {
  return z.object({ thing: thing.optional(), waiting: z.array(z.string()), cameAt: z.string().optional() });
}

/** A slot is due while what waits in it is not settled, although what it waited for has come. */
export function dueSlot({ waiting, cameAt }: Slot<unknown>): Instant | undefined {
  return waiting.length > 0 ? cameAt : undefined;
}

/** The slot with its thing in it, whatever waited there. */
export function filled<T>(slot: Slot<T> | undefined, thing: T, now: Instant): Slot<T> {
  const waiting = slot?.waiting ?? [];
  return { thing, waiting, cameAt: waiting.length === 0 ? undefined : (slot?.cameAt ?? now) };
}

/** The slot with one more that waits. */
export function awaited<T>(slot: Slot<T> | undefined, id: string): Slot<T> {
  return { ...slot, waiting: [...new Set([...(slot?.waiting ?? []), id])] };
}

/** The slot without those that were settled. */
export function settled<T>(slot: Slot<T>, ids: readonly string[]): Slot<T> {
  return { ...slot, waiting: slot.waiting.filter((each) => !ids.includes(each)) };
}

/** The slot, due now although its own thing has not come, for something else has that decides on those that wait. */
export function released<T>(slot: Slot<T>, now: Instant): Slot<T> {
  return { ...slot, cameAt: slot.cameAt ?? now };
}
