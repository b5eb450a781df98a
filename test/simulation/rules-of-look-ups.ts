import { subjectOf, whyNotThatExam } from "./entitlements.ts";
import type { Operation } from "./model.ts";
import { bearerOf, examCodeStatus } from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { whyNoExam } from "./rules-of-exam-codes.ts";
import { seriesOf } from "./series.ts";
import { type Answer, examStatuses, type Of, registrationStatus, type State, verdict } from "./state.ts";

type LookUp = Extract<Operation, { does: "look-up" }>;

/** R8, R10–R12: a test centre asks whether a code may book an exam. */
export function lookUp(state: State, operation: LookUp, now: number): Answer {
  const reason =
    operation.examCode === undefined
      ? whyNotWithRegistration(state, operation, now)
      : whyNotWithCode(state, operation, now);
  if (reason?.endsWith("-not-found")) return refused(reason);
  return { status: 200, says: reason ?? "eligible" };
}

/** R18: another certification's series code names no exam of this one. */
function isOurs(state: State, of: Of, { series, exam }: LookUp): boolean {
  const { certification } = subjectOf(state, of);
  return series === undefined || series.toUpperCase() === seriesOf(certification, exam);
}

function whyNotWithRegistration(state: State, asked: LookUp, now: number) {
  const { registration: at, exam, provider } = asked;
  const registration = state.registrations[at];
  if (registration === undefined || registration.level === "clouder") return "eligibility-code-not-found";
  if (!isOurs(state, { registration: at }, asked)) return "exam-not-in-registration";
  const against = whyNotThatExam(state, { registration: at }, provider, exam);
  if (against !== undefined) return against;
  const { account, certification } = registration;
  const status = examStatuses(registration, now).find((each) => each.exam === exam)?.status;
  const isClosed = registrationStatus(registration, now) === "closed";
  if (status === "passed" && !isClosed) return "exam-passed";
  const barred = whyNoExam(state, account, certification, now);
  if (barred !== undefined) return barred;
  if (isClosed) return "registration-closed";
  if (status === "booked" || status === "awaiting-result") return "exam-already-booked";
  if (status === "failed" || status === "no-show" || status === "result-held") return "no-sitting-left";
  if (status === "locked") return "exam-locked";
  if (now >= registration.expiresAt) return "eligibility-code-expired";
  return verdict(registration) === "open" ? undefined : "no-sitting-left";
}

function whyNotWithCode(state: State, asked: LookUp, now: number) {
  const { examCode: at = -1, exam, provider } = asked;
  const code = state.examCodes[at];
  if (code === undefined) return "exam-code-not-found";
  if (!isOurs(state, { examCode: at }, asked)) return "exam-differs";
  const against = whyNotThatExam(state, { examCode: at }, provider, exam);
  if (against !== undefined) return against;
  const bearer = bearerOf(code);
  const barred = bearer === undefined ? undefined : whyNoExam(state, bearer, code.certification, now);
  if (barred !== undefined) return barred;
  const status = examCodeStatus(code, now);
  if (status === "booked") return "exam-already-booked";
  return /^(used|expired|cancelled)$/.test(status) ? `exam-code-${status}` : undefined;
}
