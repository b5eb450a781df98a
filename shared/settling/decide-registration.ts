import { accept, type Decision } from "../domain/decision.ts";
import type { Enrolment } from "../domain/exam/enrolment.ts";
import type { Registration } from "../domain/exam/registration.ts";
import type { Notification } from "../domain/history/notification.ts";
import type { Change } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { enrolmentAt } from "../store/exam/enrolments.ts";
import { decisionChanges, providerOf } from "./decision-changes.ts";
import { Needs, type Settling } from "./settlement.ts";

export type RegistrationDecision = Settling & {
  readonly by: string;
  readonly rule: (registration: Registration | undefined, enrolment: Enrolment | undefined) => Decision<Registration>;
};

type Decided = {
  readonly registration: Registration;
  readonly changes: readonly Change[];
  readonly notifications: readonly Notification[];
};

export function missingToDecide(
  facts: Facts,
  ref: Ref<Registration>,
  decision: RegistrationDecision,
): readonly Ref<unknown>[] {
  const needs = new Needs(facts);
  decided(needs, ref, decision);
  return needs.missing;
}

/** A decision of staff with all consequences for exams, certificate and R8 (R36). */
export function decideRegistration(
  facts: Facts,
  ref: Ref<Registration>,
  decision: RegistrationDecision,
): Decision<Decided> {
  return decided(new Needs(facts), ref, decision);
}

function decided(needs: Needs, ref: Ref<Registration>, { rule, by, ...settling }: RegistrationDecision) {
  const before = needs.get(ref);
  const enrolment = before && needs.get(enrolmentAt(before.accountId, before.certification.certificationId));
  const decision = rule(before, enrolment);
  if (!decision.accepted) return decision;
  const was = { kind: "registration", of: before ?? decision.value } as const;
  const is = { kind: "registration", of: decision.value } as const;
  const decider = { by, provider: providerOf(needs, was) };
  const { after, changes, notifications } = decisionChanges(needs, was, is, decider, settling);
  if (after.kind !== "registration") throw new Error("a registration stays one");
  return accept({ registration: after.of, changes, notifications });
}
