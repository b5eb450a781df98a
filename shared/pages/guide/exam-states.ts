import type { Report } from "../../domain/exam/center-report.ts";
import type { ExamCodeStatus } from "../../domain/exam/exam-code.ts";
import type { EligibilityStatus, ExamStatus, RegistrationStatus } from "../../domain/exam/registration-status.ts";
import type { Appointment } from "../../domain/exam/sitting.ts";
import { inDays, inMonths } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import type { Machine } from "./diagram.ts";

export const registration: Machine<RegistrationStatus> = {
  name: "registration",
  states: { open: [0, 1], passed: [1, 0], failed: [1, 1], expired: [1, 2], closed: [0, 2] },
  moves: [
    ["start", "open", "code\nredeemed"],
    ["open", "passed", "all exams passed"],
    ["open", "failed", "cannot be\npassed any more"],
    ["failed", "open", "staff give\none more sitting"],
    ["open", "closed", "staff"],
    ["open", "expired", `${inMonths(programme.registrationMonths)}, and no\nbooked sitting waits`],
  ],
};

export const eligibilityCode: Machine<EligibilityStatus> = {
  name: "eligibility code",
  states: { active: [0, 0], used: [1, 0], expired: [1, 1] },
  moves: [
    ["start", "active", "code\nredeemed"],
    ["active", "used", "registration passed,\nfailed or closed"],
    ["active", "expired", "registration\nexpired"],
  ],
};

/** Only where the programme gives an incomplete sitting back. */
const incomplete: Machine<ExamStatus>["moves"] =
  programme.incompleteSitting === "given-back" ? [["awaiting-result", "to-book", "result\nincomplete"]] : [];

export const exam: Machine<ExamStatus> = {
  name: "exam of a registration",
  states: {
    locked: [0, 0],
    "to-book": [1, 0],
    booked: [2, 0],
    "awaiting-result": [2, 1.5],
    passed: [3, 0],
    failed: [3, 2],
    "no-show": [1, 2],
    "result-held": [3, 1],
  },
  moves: [
    ["start", "locked", "follows\nanother"],
    ["locked", "to-book", "the other\nis passed"],
    ["to-book", "booked", "booked"],
    ["booked", "to-book", "cancelled,\nor closed by staff"],
    ["booked", "booked", "rescheduled"],
    ["booked", "awaiting-result", "the appointment\nbegins"],
    ["awaiting-result", "passed", "result"],
    ["awaiting-result", "failed", "result"],
    ["awaiting-result", "result-held", "held"],
    ["result-held", "passed", "released"],
    ["result-held", "failed", "released"],
    ["awaiting-result", "no-show", "no-show"],
    ["no-show", "to-book", "excused"],
    ...incomplete,
  ],
};

export const appointment: Machine<Appointment["state"]> = {
  name: "appointment",
  states: {
    booked: [0, 1],
    rescheduled: [1, 0],
    cancelled: [2, 0],
    "no-show": [1, 2],
    completed: [2, 2],
    closed: [0, 2],
  },
  moves: [
    ["start", "booked", "booked"],
    ["booked", "rescheduled", "moved: another\nstands for it"],
    ["booked", "cancelled", "cancelled"],
    ["booked", "no-show", "no-show"],
    ["booked", "completed", "result"],
    ["booked", "closed", "staff"],
    ["no-show", "completed", "result"],
  ],
};

export const examCode: Machine<ExamCodeStatus> = {
  name: "exam code of a partner",
  states: {
    available: [0, 1.5],
    booked: [1, 1.5],
    assigned: [2, 1.5],
    used: [1, 0],
    expired: [1, 2.7],
    cancelled: [0, 2.7],
  },
  moves: [
    ["start", "available", "issued"],
    ["available", "cancelled", "staff"],
    ["assigned", "cancelled", "staff"],
    ["available", "assigned", "given to a member"],
    ["assigned", "available", "taken back, or the member leaves"],
    ["available", "booked", "booked"],
    ["assigned", "booked", "booked"],
    ["booked", "assigned", "cancelled,\nexcused"],
    ["booked", "used", "result"],
    ["available", "used", "result\nwithout booking"],
    ["assigned", "used", "result\nwithout booking"],
    ["available", "expired", inMonths(programme.examCodeMonths)],
    ["assigned", "expired", inMonths(programme.examCodeMonths)],
  ],
};

export const report: Machine<Report["status"]> = {
  name: "report of a test centre",
  states: { waiting: [0, 0], applied: [2, 0], parked: [0, 1], closed: [2, 1] },
  moves: [
    ["start", "waiting", "names what is\nnot known yet"],
    ["waiting", "applied", "what it names comes"],
    ["waiting", "parked", inDays(programme.reportRetryDays)],
    ["parked", "waiting", "released by staff"],
    ["parked", "applied", "accepted by staff"],
    ["parked", "closed", "staff, with a reason"],
    ["waiting", "closed", "staff"],
  ],
};
