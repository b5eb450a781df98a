import type { Random } from "../domain/code.ts";
import type { WaitsFor } from "../domain/exam/center-report.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import type { ParkedReason } from "../domain/exam/parked-reason.ts";
import type { Happening } from "../domain/history/event.ts";
import type { Notification } from "../domain/history/notification.ts";
import type { Instant } from "../domain/instant.ts";
import type { Concerned } from "../domain/work-item.ts";
import type { Change } from "../store/core/change.ts";
import type { Cost } from "../store/core/cost.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";

/** Time and randomness are arguments (R31). */
export type Settling = { readonly now: Instant; readonly random: Random };

export type Run = Settling & { readonly requestId: string; readonly cost: Cost };

export type Settlement =
  /** `isNews`: a reader can see a difference, or is told of one (R14). */
  | {
      readonly fate: "counts";
      readonly isNews: boolean;
      readonly changes: readonly Change[];
      readonly event: Happening;
    }
  /** Stored with the entitlement, because a later report may make it count. It may decide whether others count. */
  | (Moved & {
      readonly fate: "parked";
      readonly reason: ParkedReason;
      readonly concerns?: Concerned | undefined;
    })
  | { readonly fate: "unmatched"; readonly waitsFor: WaitsFor }
  | { readonly fate: "unread"; readonly missing: readonly Ref<unknown>[] };

/** Changes with their e-mails. */
export type Moved = { readonly changes: readonly Change[]; readonly notifications: readonly Notification[] };

export type Consequences = Moved & { readonly entitlement: Entitlement };

/** The things that a settlement knows, and those that it must still look up. */
export class Needs {
  readonly facts: Facts;
  readonly #missing: Ref<unknown>[] = [];

  constructor(facts: Facts) {
    this.facts = facts;
  }

  get<T>(ref: Ref<T>): T | undefined {
    if (!this.facts.has(ref)) this.#missing.push(ref);
    return this.facts.known(ref);
  }

  all<T>(refs: readonly Ref<T>[]): T[] {
    return refs.flatMap((ref) => this.get(ref) ?? []);
  }

  get missing(): readonly Ref<unknown>[] {
    return this.facts.missing(...new Map(this.#missing.map((ref) => [`${ref.key.pk} ${ref.key.sk}`, ref])).values());
  }
}
