import type { History } from "./any-order-scenes.ts";

/** A history of reports, the answer to each, the final appointments and the number of passes. */
export type Told = readonly [
  title: string,
  history: History,
  answers: readonly string[],
  places: string,
  passes: number,
];

export const applied = "applied";
const inVain = "parked: no-sitting-left";
const again = "parked: sitting-has-its-result";

export const moves: readonly Told[] = [
  [
    "moved to B and back to A: A is booked",
    ({ numbers: { a, b }, placing }) => [
      ["appointment.booked", 23, placing(a, 27)],
      ["appointment.rescheduled", 24, placing(b, 28, { previousConfirmationNumber: a })],
      ["appointment.rescheduled", 25, placing(a, 29, { previousConfirmationNumber: b })],
    ],
    [applied, applied, applied],
    "a booked, b rescheduled",
    0,
  ],
  [
    "booked under B, and under A again, without the number before it: A is booked",
    ({ numbers: { a, b }, placing }) => [
      ["appointment.booked", 23, placing(a, 27)],
      ["appointment.booked", 24, placing(b, 28)],
      ["appointment.booked", 25, placing(a, 29)],
    ],
    [applied, applied, applied],
    "a booked, b rescheduled",
    0,
  ],
  [
    "moved to B, C, A and B: B is booked",
    ({ numbers: { a, b, c }, placing }) => [
      ["appointment.booked", 22, placing(a, 27)],
      ["appointment.rescheduled", 23, placing(b, 28, { previousConfirmationNumber: a })],
      ["appointment.rescheduled", 24, placing(c, 28, { previousConfirmationNumber: b })],
      ["appointment.rescheduled", 25, placing(a, 29, { previousConfirmationNumber: c })],
      ["appointment.rescheduled", 26, placing(b, 29, { previousConfirmationNumber: a })],
    ],
    [applied, applied, applied, applied, applied],
    "a rescheduled, b booked, c rescheduled",
    0,
  ],
  [
    "the last move told first, the booking last: the last number is booked",
    ({ numbers: { a, b, c }, placing }) => [
      ["appointment.rescheduled", 24, placing(c, 28, { previousConfirmationNumber: b })],
      ["appointment.rescheduled", 23, placing(b, 28, { previousConfirmationNumber: a })],
      ["appointment.booked", 22, placing(a, 27)],
    ],
    [applied, applied, applied],
    "a rescheduled, b rescheduled, c booked",
    0,
  ],
  [
    "cancelled with a field that we do not know: cancelled",
    ({ numbers: { a }, placing }) => [
      ["appointment.booked", 23, placing(a, 27)],
      ["appointment.cancelled", 24, { confirmationNumber: a, cancelledBy: "candidate", fee: { amount: 0 } }],
    ],
    [applied, applied],
    "a cancelled",
    0,
  ],
];

export const absences: readonly Told[] = [
  [
    "missed, then excused: booked again, and passed",
    ({ numbers: { a, b }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 24, { confirmationNumber: a }],
      ["appointment.no-show", 25, { confirmationNumber: a, excused: true }],
      ["appointment.booked", 26, placing(b, 27)],
      ["result.reported", 27, result("R", "pass", 27, { confirmationNumber: b })],
    ],
    [applied, applied, applied, applied, applied],
    "a no-show, b completed",
    1,
  ],
  [
    "the excuse told before the absence: the absence changes nothing, and it is booked again",
    ({ numbers: { a, b }, placing }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 25, { confirmationNumber: a, excused: true }],
      ["appointment.no-show", 24, { confirmationNumber: a }],
      ["appointment.booked", 26, placing(b, 27)],
    ],
    [applied, applied, "duplicate", applied],
    "a no-show, b booked",
    0,
  ],
  [
    "missed, booked again all the same, and excused only then: the booking counts",
    ({ numbers: { a, b }, placing }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 24, { confirmationNumber: a }],
      ["appointment.booked", 25, placing(b, 28)],
      ["appointment.no-show", 26, { confirmationNumber: a, excused: true }],
    ],
    [applied, applied, inVain, applied],
    "a no-show, b booked",
    0,
  ],
  [
    "missed, booked again all the same, and cancelled only then: the booking counts",
    ({ numbers: { a, b }, placing }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 24, { confirmationNumber: a }],
      ["appointment.booked", 25, placing(b, 28)],
      ["appointment.cancelled", 26, { confirmationNumber: a }],
    ],
    [applied, applied, inVain, applied],
    "a cancelled, b booked",
    0,
  ],
  [
    "missed without an excuse: booked in vain",
    ({ numbers: { a, b }, placing }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 24, { confirmationNumber: a }],
      ["appointment.booked", 26, placing(b, 27)],
    ],
    [applied, applied, inVain],
    "a no-show, b does-not-count",
    0,
  ],
  [
    "missed by mistake, for its result comes: it counts over the absence",
    ({ numbers: { a }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["appointment.no-show", 24, { confirmationNumber: a }],
      ["result.reported", 25, result("R", "pass", 24, { confirmationNumber: a })],
    ],
    [applied, applied, applied],
    "a completed",
    1,
  ],
  [
    "sat, and then reported as missed: the result stays",
    ({ numbers: { a }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "pass", 24, { confirmationNumber: a })],
      ["appointment.no-show", 25, { confirmationNumber: a }],
    ],
    [applied, applied, again],
    "a completed",
    1,
  ],
];

export const results: readonly Told[] = [
  [
    "used up by a fail: booked in vain",
    ({ numbers: { a, b }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "fail", 24, { confirmationNumber: a })],
      ["appointment.booked", 25, placing(b, 27)],
    ],
    [applied, applied, inVain],
    "a completed, b does-not-count",
    0,
  ],
  [
    "held: booked in vain as long as nobody has released it",
    ({ numbers: { a, b }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "held", 24, { confirmationNumber: a })],
      ["appointment.booked", 26, placing(b, 27)],
    ],
    [applied, applied, inVain],
    "a completed, b does-not-count",
    0,
  ],
  [
    "held, and found to be incomplete: booked again",
    ({ numbers: { a, b }, placing, result, correction }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "held", 24, { confirmationNumber: a })],
      ["result.corrected", 25, correction("C1", "R", "incomplete")],
      ["appointment.booked", 26, placing(b, 27)],
    ],
    [applied, applied, applied, applied],
    "a completed, b booked",
    0,
  ],
  [
    "held, and released by another result: passed",
    ({ numbers: { a }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "held", 24, { confirmationNumber: a })],
      ["result.reported", 25, result("R2", "pass", 24, { confirmationNumber: a })],
    ],
    [applied, applied, applied],
    "a completed",
    1,
  ],
  [
    "passed, and then held under another id: passed still",
    ({ numbers: { a }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "pass", 24, { confirmationNumber: a })],
      ["result.reported", 25, result("R2", "held", 24, { confirmationNumber: a })],
    ],
    [applied, applied, again],
    "a completed",
    1,
  ],
  [
    "incomplete, corrected to a pass: passed",
    ({ numbers: { a }, placing, result, correction }) => [
      ["appointment.booked", 23, placing(a, 24)],
      ["result.reported", 24, result("R", "incomplete", 24, { confirmationNumber: a })],
      ["result.corrected", 25, correction("C1", "R", "pass")],
    ],
    [applied, applied, applied],
    "a completed",
    1,
  ],
  [
    "taken in the year 2099: parked",
    ({ numbers: { a }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      [
        "result.reported",
        24,
        { ...result("R", "pass", 24, { confirmationNumber: a }), takenAt: "2099-01-01T00:00:00Z" },
      ],
    ],
    [applied, "parked: instant-in-the-future"],
    "a booked",
    0,
  ],
  [
    "named by another series code: parked, and the exam is booked still",
    ({ numbers: { a }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 24)],
      [
        ...(["result.reported", 24] as const),
        { ...result("R", "pass", 24, { confirmationNumber: a }), exam: undefined, seriesCode: "ANOTHER-1" },
      ],
    ],
    [applied, "parked: exam-differs"],
    "a booked",
    0,
  ],
];
