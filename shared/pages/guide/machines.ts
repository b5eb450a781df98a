import type { BindingStatus } from "../../domain/certificate/binding.ts";
import type { CertificateStatus } from "../../domain/certificate/certificate.ts";
import type { Report } from "../../domain/exam/center-report.ts";
import type { ExamCodeStatus } from "../../domain/exam/exam-code.ts";
import type { EligibilityStatus, ExamStatus, RegistrationStatus } from "../../domain/exam/registration.ts";
import type { Appointment } from "../../domain/exam/sitting.ts";
import { inDays, inMonths } from "../../domain/period.ts";
import type { CertificationStatus } from "../../domain/programme/certification.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import type { AuthorizationCodeStatus } from "../../domain/purchase/authorization-code.ts";
import type { BatchStatus } from "../../domain/purchase/batch.ts";
import type { OrderStatus } from "../../domain/purchase/order-status.ts";
import type { Machine } from "./diagram.ts";
import { application, invitation, partnership } from "./partner-states.ts";

export const certification: Machine<CertificationStatus> = {
  name: "certification",
  states: { draft: [0, 0], published: [1, 0], "end-of-sale": [2, 0], "end-of-life": [2, 1] },
  moves: [
    ["start", "draft", "staff"],
    ["draft", "published", "staff"],
    ["published", "end-of-sale", "its date"],
    ["end-of-sale", "end-of-life", "its date"],
  ],
};

export const order: Machine<OrderStatus> = {
  name: "order",
  states: {
    "awaiting-payment": [0, 0],
    paid: [1, 0],
    cancelled: [0, 2],
    expired: [1, 2],
    disputed: [2, 1],
    "partly-refunded": [2, 0],
    refunded: [3, 0],
  },
  moves: [
    ["start", "awaiting-payment", "placed"],
    ["awaiting-payment", "paid", "payment"],
    ["awaiting-payment", "cancelled", "buyer"],
    ["awaiting-payment", "expired", inDays(programme.orderDays)],
    ["expired", "paid", "paid in time,\ntold late"],
    ["paid", "partly-refunded", "refund"],
    ["partly-refunded", "refunded", "refund"],
    ["paid", "disputed", "dispute"],
    ["disputed", "paid", "won"],
    ["disputed", "refunded", "lost"],
  ],
};

export const authorizationCode: Machine<AuthorizationCodeStatus> = {
  name: "authorization code",
  states: { issued: [0, 1], redeemed: [1, 0], cancelled: [1, 1], expired: [1, 2] },
  moves: [
    ["start", "issued", "paid,\nor batch"],
    ["issued", "redeemed", "registration"],
    ["issued", "cancelled", "staff,\nrefund or dispute"],
    ["issued", "expired", inMonths(programme.authorizationCodeMonths)],
  ],
};

export const batch: Machine<BatchStatus> = {
  name: "batch of authorization codes",
  states: { running: [0, 0], complete: [1, 0], cancelling: [0, 1], cancelled: [1, 1] },
  moves: [
    ["start", "running", "ordered"],
    ["running", "complete", "last code\nissued"],
    ["running", "cancelling", "staff"],
    ["complete", "cancelling", "staff"],
    ["cancelling", "cancelled", "last code\ncancelled"],
  ],
};

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

export const certificate: Machine<CertificateStatus> = {
  name: "certificate",
  states: { claimable: [0, 0], valid: [1, 0], expired: [2, 0], revoked: [1, 1] },
  moves: [
    ["start", "claimable", "passed"],
    ["claimable", "valid", "claimed"],
    ["valid", "expired", inMonths(programme.certificateMonths)],
    ["claimable", "revoked", "staff, or\na correction"],
    ["valid", "revoked", "staff, or a correction"],
    ["revoked", "valid", "reinstated by staff"],
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

export const binding: Machine<BindingStatus> = {
  name: "binding of a sitting",
  states: { pending: [0, 0], bound: [2, 0], failed: [0, 1] },
  moves: [
    ["start", "pending", "no result\nyet"],
    ["pending", "bound", "the result comes"],
    ["pending", "failed", `does not fit, or ${inDays(programme.bindingDays)}`],
    ["failed", "pending", "asked again"],
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

/** Every machine, by the area of its rules. */
export const machines: { readonly [area: string]: readonly Machine<string>[] } = {
  programme: [certification],
  purchase: [order, authorizationCode, batch],
  exam: [registration, eligibilityCode, exam, appointment, examCode, report],
  certificate: [certificate, binding],
  partner: [partnership, invitation, application],
};
