import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";

/** Marks that reports or bindings wait for an unknown thing (R17, R26). The thing's transaction makes the slot due. */
export type Slot<T> = {
  readonly thing?: T | undefined;
  /** Waiting bindings, and reports of an earlier version. */
  readonly waiting: readonly string[];
  /** Reports wait in items of their own behind this one: see `waitIn`. */
  readonly reportsWait?: true | undefined;
  /** When the thing came, or something else that decides. */
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

/** Due until everything that waited is settled. */
export function dueSlot(slot: Slot<unknown>): Instant | undefined {
  return isAwaited(slot) ? slot.cameAt : undefined;
}

function isAwaited({ waiting, reportsWait }: Slot<unknown>): boolean {
  return waiting.length > 0 || reportsWait === true;
}

export function filled<T>(slot: Slot<T> | undefined, thing: T, now: Instant): Slot<T> {
  const { cameAt = now, ...rest } = slot ?? {};
  const after = { waiting: [], ...rest, thing };
  return isAwaited(after) ? { ...after, cameAt } : after;
}

export function awaited<T>(slot: Slot<T> | undefined, id: string): Slot<T> {
  return { ...slot, waiting: [...new Set([...(slot?.waiting ?? []), id])] };
}

/** Marks that reports wait. */
export function marked<T>(slot: Slot<T> | undefined): Slot<T> {
  return { ...slot, waiting: slot?.waiting ?? [], reportsWait: true };
}

export function settled<T>(slot: Slot<T>, ids: readonly string[]): Slot<T> {
  return { ...slot, waiting: slot.waiting.filter((each) => !ids.includes(each)) };
}

/** Due without its thing, because something else decides on what waits. */
export function released<T>(slot: Slot<T>, now: Instant): Slot<T> {
  return { ...slot, cameAt: slot.cameAt ?? now };
}
