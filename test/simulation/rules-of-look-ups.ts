import type { Operation } from "./model.ts";
import { refused } from "./refusal.ts";
import { type Answer, examStatuses, examsOf, type State, verdict } from "./state.ts";

/** R10–R12: a test centre asks whether an eligibility code may book an exam. */
export function lookUp(
  state: State,
  { registration: at, exam, provider }: Extract<Operation, { does: "look-up" }>,
  now: number,
): Answer {
  const registration = state.registrations[at];
  if (registration === undefined || registration.level === "clouder") return refused("eligibility-code-not-found");
  const against = (says: string): Answer => ({ status: 200, says });
  if (provider !== "prometric" || !examsOf[registration.level]?.includes(exam)) {
    return against("exam-not-in-registration");
  }
  const status = examStatuses(registration, now).find((each) => each.exam === exam)?.status;
  if (status === "passed") return against("exam-passed");
  if (status === "booked" || status === "awaiting-result") return against("exam-already-booked");
  if (status === "failed" || status === "no-show") return against("no-sitting-left");
  if (status === "locked") return against("exam-locked");
  if (now >= registration.expiresAt) return against("eligibility-code-expired");
  return against(verdict(registration) === "open" ? "eligible" : "no-sitting-left");
}
