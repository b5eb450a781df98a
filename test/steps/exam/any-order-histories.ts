import type { Centre, History } from "./any-order-scenes.ts";

/**
 * Histories of one exam that hold every type of report, and how many of their reports count in the end. Series codes
 * stand in each of them: every other scene names the exam by its code.
 */
export const histories: Readonly<Record<string, readonly [count: number, history: History]>> = {
  "booked A, moved to B, and back to A, then passed": [
    4,
    ({ numbers: { a, b }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 27)],
      ["appointment.rescheduled", 24, placing(b, 28, { previousConfirmationNumber: a })],
      ["appointment.rescheduled", 25, placing(a, 29, { previousConfirmationNumber: b })],
      ["result.reported", 29, result("R", "pass", 29, { confirmationNumber: a })],
    ],
  ],
  "moved to B, C, back to A and to B, cancelled there, and booked under A again": [
    7,
    ({ numbers: { a, b, c }, placing }) => [
      ["appointment.booked", 22, placing(a, 27)],
      ["appointment.rescheduled", 23, placing(b, 27, { previousConfirmationNumber: a })],
      ["appointment.rescheduled", 24, placing(c, 28, { previousConfirmationNumber: b })],
      ["appointment.rescheduled", 25, placing(a, 29, { previousConfirmationNumber: c })],
      ["appointment.rescheduled", 26, placing(b, 28, { previousConfirmationNumber: a })],
      ["appointment.cancelled", 27, { confirmationNumber: b }],
      ["appointment.booked", 28, placing(a, 30)],
    ],
  ],
  "held, released as a fail, corrected, and corrected once more": [
    5,
    ({ numbers: { a }, placing, result, correction }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "held", 24, { confirmationNumber: a })],
      ["result.corrected", 25, correction("C1", "R", "fail")],
      ["result.corrected", 26, correction("C2", "C1", "invalidated")],
      ["result.corrected", 27, correction("C3", "R", "pass")],
    ],
  ],
  "failed, risen, fallen again, restored, and invalidated in the end": [
    6,
    ({ numbers: { a }, placing, result, correction }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "fail", 24, { confirmationNumber: a })],
      ["result.corrected", 25, correction("C1", "R", "pass")],
      ["result.corrected", 26, correction("C2", "C1", "fail")],
      ["result.corrected", 27, correction("C3", "C2", "pass")],
      ["result.corrected", 28, correction("C4", "R", "invalidated")],
    ],
  ],
  "missed, then excused, booked again, incomplete, booked again, failed": [
    7,
    ({ numbers: { a, b, c }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 24, { confirmationNumber: a }],
      ["appointment.no-show", 25, { confirmationNumber: a, excused: true }],
      ["appointment.booked", 26, placing(b, 27)],
      ["result.reported", 27, result("R", "incomplete", 27, { confirmationNumber: b })],
      ["appointment.booked", 28, placing(c, 29)],
      ["result.reported", 29, result("R2", "fail", 29, { confirmationNumber: c })],
    ],
  ],
  "excused, then missed after all: the sitting is used up, and a booking is in vain": [
    3,
    ({ numbers: { a, b }, placing }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 24, { confirmationNumber: a, excused: true }],
      ["appointment.no-show", 25, { confirmationNumber: a }],
      ["appointment.booked", 26, placing(b, 28)],
    ],
  ],
  "cancelled under another number, booked again, passed, and booked in vain": [
    4,
    ({ numbers: { a, b, c }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 27)],
      ["appointment.cancelled", 24, { confirmationNumber: b, previousConfirmationNumber: a }],
      ["appointment.booked", 25, placing(c, 28)],
      ["result.reported", 28, result("R", "pass", 28, { confirmationNumber: c })],
      ["appointment.booked", 29, placing(a, 30)],
      ["appointment.cancelled", 30, { confirmationNumber: c }],
    ],
  ],
  "passed, with another result of the same sitting, and a correction of that": [
    2,
    ({ numbers: { a }, placing, result, correction }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "pass", 24, { confirmationNumber: a })],
      ["result.reported", 25, result("R2", "fail", 24, { confirmationNumber: a })],
      ["result.corrected", 26, correction("C1", "R2", "pass")],
    ],
  ],
};

/** The first candidate has the exam code while that booking is open (R12). */
export const ofTwoCandidates = (
  another: object,
  { numbers: { a, b, c }, placing, result }: Centre,
): ReturnType<History> => [
  ["appointment.booked", 23, placing(a, 27)],
  ["appointment.booked", 24, placing(b, 28, another)],
  ["appointment.cancelled", 25, { confirmationNumber: a }],
  ["appointment.booked", 26, placing(c, 29, another)],
  ["result.reported", 29, result("R", "pass", 29, another)],
];

/** Both exams of one certification. Each has its own history, and the two are interleaved. */
export const ofTwoExams = (
  written: Centre,
  lab: Centre,
): { written: ReturnType<History>; lab: ReturnType<History> } => ({
  written: [
    ["appointment.booked", 21, written.placing(written.numbers.a, 24)],
    [
      "appointment.rescheduled",
      22,
      written.placing(written.numbers.b, 24, { previousConfirmationNumber: written.numbers.a }),
    ],
    ["result.reported", 24, written.result("R", "held", 24, { confirmationNumber: written.numbers.b })],
    ["result.corrected", 25, written.correction("C1", "R", "pass")],
  ],
  lab: [
    ["appointment.booked", 26, lab.placing(lab.numbers.a, 27)],
    ["appointment.no-show", 27, { confirmationNumber: lab.numbers.a }],
    ["appointment.no-show", 28, { confirmationNumber: lab.numbers.a, excused: true }],
    ["appointment.booked", 29, lab.placing(lab.numbers.b, 29)],
    ["result.reported", 30, lab.result("R", "pass", 29, { confirmationNumber: lab.numbers.b })],
  ],
});
