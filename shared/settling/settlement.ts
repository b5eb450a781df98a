import type { Random } from "../domain/code.ts";
import type { WaitsFor } from "../domain/exam/center-report.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import type { ParkedReason } from "../domain/exam/parked-reason.ts";
import type { Happening } from "../domain/history/event.ts";
import type { Notification } from "../domain/history/notification.ts";
import type { Instant } from "../domain/instant.ts";
import type { Concerned } from "../domain/overview/work.ts";
import type { Change } from "../store/core/change.ts";
import type { Cost } from "../store/core/cost.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";

/** The time at which a report is settled, and the randomness for what it brings (R31). */
export type Settling = { readonly now: Instant; readonly random: Random };

/** One run of a step or a job that settles: also its request, and what it costs. */
export type Run = Settling & { readonly requestId: string; readonly cost: Cost };

/** The fate of a report on what is known now. */
export type Settlement =
  /** `isNews`: something changed that can be read; if not, all of it was known, or is superseded already (R14). */
  | {
      readonly fate: "counts";
      readonly isNews: boolean;
      readonly changes: readonly Change[];
      readonly event: Happening;
    }
  /** It is kept with its entitlement if a later report may make it count: `changes`. */
  | {
      readonly fate: "parked";
      readonly reason: ParkedReason;
      readonly changes: readonly Change[];
      readonly concerns?: Concerned | undefined;
    }
  | { readonly fate: "unmatched"; readonly waitsFor: WaitsFor }
  /** Nothing can be said before these were looked up. */
  | { readonly fate: "unread"; readonly missing: readonly Ref<unknown>[] };

/** Changes that follow from something, with the e-mails about them. */
export type Moved = { readonly changes: readonly Change[]; readonly notifications: readonly Notification[] };

/** The consequences of a report beside its facts, and the entitlement as it is kept. */
export type Consequences = Moved & { readonly entitlement: Entitlement };

/** The things that a settlement rests on: it goes on with what is known, and notes what must still be looked up. */
export class Needs {
  readonly facts: Facts;
  readonly #missing: Ref<unknown>[] = [];

  constructor(facts: Facts) {
    this.facts = facts;
  }

  /** The thing, or nothing if there is none or it was not looked up yet. */
  get<T>(ref: Ref<T>): T | undefined {
    if (!this.facts.has(ref)) this.#missing.push(ref);
    return this.facts.known(ref);
  }

  /** All of these are looked up together. */
  all<T>(refs: readonly Ref<T>[]): T[] {
    return refs.flatMap((ref) => this.get(ref) ?? []);
  }

  get missing(): readonly Ref<unknown>[] {
    return this.facts.missing(...new Map(this.#missing.map((ref) => [`${ref.key.pk} ${ref.key.sk}`, ref])).values());
  }
}
