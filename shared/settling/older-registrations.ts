import type { Enrolment } from "../domain/exam/enrolment.ts";
import { type Registration, succeeded } from "../domain/exam/registration.ts";
import type { Instant } from "../domain/instant.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { registrations } from "../store/exam/registrations.ts";

/** The older registrations of an enrolment that a new one ends. */
export function olderRegistrations(facts: Facts, enrolment: Ref<Enrolment>, now: Instant): Ref<Registration>[] {
  const { standings = [] } = facts.get(enrolment) ?? {};
  const isOpen = standings.some(
    ({ standing }) => standing.phase === "open" && (standing.until === undefined || now < standing.until),
  );
  if (isOpen) return [];
  return standings.flatMap(({ of }) => (of.startsWith("reg_") ? [registrations.at(of)] : []));
}

/** An account has one open registration of a certification (R8). */
export function olderEnded(facts: Facts, enrolment: Ref<Enrolment>, now: Instant): Change[] {
  return olderRegistrations(facts, enrolment, now).flatMap((ref) => {
    const ended = succeeded(facts.get(ref), now);
    return ended === undefined ? [] : [put(ref, ended)];
  });
}
