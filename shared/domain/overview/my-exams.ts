import { outcomeOf } from "../exam/bindable-sitting.ts";
import { bookingOf, type ExamCode, examCodeStatus, useOf } from "../exam/exam-code.ts";
import { type Registration, sittingsIn } from "../exam/registration.ts";
import { type ExamStatus, examStatuses } from "../exam/registration-status.ts";
import { type Appointment, bookedFor } from "../exam/sitting.ts";
import type { Instant } from "../instant.ts";
import { examOf, type TitledExam } from "../programme/exam-series.ts";
import { levelRule } from "../programme/programme.ts";
import { programme } from "../programme/programme-versions.ts";
import type { MyCertification } from "./own-things.ts";

/** Without a status, nothing is open for it yet. */
export type MyExam = TitledExam & {
  readonly status?: ExamStatus | undefined;
  readonly appointment?: Appointment | undefined;
};

const undecided: readonly (ExamStatus | undefined)[] = [undefined, "locked", "to-book", "failed", "no-show"];

/** The exams of a certification, with any entitlement. */
export function myExams(mine: MyCertification, now: Instant): MyExam[] {
  const { certification, registration, examCodes, sittings } = mine;
  const exams = levelRule(programme, certification.level).exams.map(({ exam }) => exam);
  return exams.map((exam) => {
    const codes = examCodes.filter((each) => each.exam === exam);
    const here = registration && examStatuses(registration, now).find((each) => each.exam === exam)?.status;
    const byCode = codes.map((code) => statusByCode(code, now)).find((status) => status !== undefined);
    const isPassed = sittings.some((each) => each.exam === exam && outcomeOf(each) === "pass");
    const elsewhere = isPassed ? "passed" : byCode;
    const status = undecided.includes(here) && elsewhere !== undefined ? elsewhere : here;
    const appointment = appointmentHere(registration, exam) ?? codes.flatMap((code) => bookingOf(code) ?? [])[0];
    return { ...examOf(certification, exam), status, appointment };
  });
}

function appointmentHere(registration: Registration | undefined, exam: string): Appointment | undefined {
  return registration && bookedFor(exam, sittingsIn(registration));
}

function statusByCode(code: ExamCode, now: Instant): ExamStatus | undefined {
  const status = examCodeStatus(code, now);
  if (status === "booked") return now < (bookingOf(code)?.startsAt ?? now) ? "booked" : "awaiting-result";
  if (status === "assigned") return "to-book";
  if (status !== "used") return undefined;
  const outcome = useOf(code)?.outcome;
  if (outcome === "held") return "result-held";
  if (outcome === "pass") return "passed";
  return outcome === "no-show" ? "no-show" : "failed";
}
