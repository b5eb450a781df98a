import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import * as given from "../support/given.ts";
import { day, deliveredAt, type History, type Scene, ways } from "./any-order-scenes.ts";
import { random, shuffled } from "./random.ts";

/** Of each history for each way: more than a hundred for each way, and a hundred for each kind of report. */
const orders = 25;

/** Histories of one exam, and how many of their reports count in the end. */
const histories: Readonly<Record<string, readonly [count: number, history: History]>> = {
  "booked A, moved to B, and back to A, then passed": [
    4,
    ({ numbers: { a, b }, placing, result }) => [
      ["appointment.booked", 23, placing(a, 27)],
      ["appointment.rescheduled", 24, placing(b, 28, { previousConfirmationNumber: a })],
      ["appointment.rescheduled", 25, placing(a, 29, { previousConfirmationNumber: b })],
      ["result.reported", 29, result("R", "pass", 29, { confirmationNumber: a })],
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

/** The first has an exam code, as long as that booking stands (R12). */
const ofTwoCandidates = (
  another: object,
  { numbers: { a, b, c }, placing, result }: Parameters<History>[0],
): ReturnType<History> => [
  ["appointment.booked", 23, placing(a, 27)],
  ["appointment.booked", 24, placing(b, 28, another)],
  ["appointment.cancelled", 25, { confirmationNumber: a }],
  ["appointment.booked", 26, placing(c, 29, another)],
  ["result.reported", 29, result("R", "pass", 29, another)],
];

const ended = z.looseObject({ reports: z.array(z.tuple([z.string(), z.string().nullable()])) });

/** Delivers each report three times, in a drawn order, and answers all that can be read then. */
async function endOf({ reports, end, drawn }: Scene, seed: number): Promise<string> {
  const deliveries = reports.flatMap((report) => {
    const messageId = randomUUID();
    return [messageId, messageId, randomUUID()].map((each) => [report, each] as const);
  });
  for (const [report, messageId] of shuffled(deliveries, random(seed))) {
    given.must([200, 202], await report.send(deliveredAt, messageId));
  }
  let text = JSON.stringify(await end());
  for (const [name, each] of Object.entries(drawn)) text = text.replaceAll(each, `<${name}>`);
  return text.replaceAll(/(crt|rep|bnd)_[0-9a-z]+/g, "<$1>");
}

describe.each(Object.entries(ways))("%s", (_, [level, prepare]) => {
  test.each(Object.entries(histories))(
    `${orders} orders come to one end, in which each report counts or not: %s (R14)`,
    async (_, [count, history]) => {
      const certificationId = await given.certification(level);
      const ends: string[] = [];
      for (let seed = 0; seed < orders; seed += 1) {
        ends.push(await endOf(await prepare(history, certificationId), seed));
      }

      const [first = "{}", ...others] = [...new Set(ends)].map((each) => JSON.parse(each));
      for (const other of others) expect(other).toEqual(first);
      const { reports } = ended.parse(first);
      expect(reports.filter(([status]) => status === "applied")).toHaveLength(count);
      expect(reports.filter(([status]) => status === "waiting")).toEqual([]);
    },
    600_000,
  );
});

test(`${orders} orders of what two candidates book with one exam code come to one end (R12, R14)`, async () => {
  const [level, prepare] = ways["an exam code at Pearson VUE"];
  const certificationId = await given.certification(level);
  const own = randomUUID().slice(0, 13);
  const ends: string[] = [];
  for (let seed = 0; seed < orders; seed += 1) {
    const [candidateId, registrationId] = [`CAND-${own}-${seed}`, `PV-${own}-${seed}`];
    const scene = await prepare((centre) => ofTwoCandidates({ candidateId, registrationId }, centre), certificationId);
    const drawn = { ...scene.drawn, candidateId, registrationId };
    ends.push(await endOf({ ...scene, drawn }, seed));
  }

  const [first = "{}", ...others] = [...new Set(ends)].map((each) => JSON.parse(each));
  for (const other of others) expect(other).toEqual(first);
  expect(ended.parse(first).reports).toEqual([
    ["applied", null],
    ["parked", "booked-by-another-candidate"],
    ["applied", null],
    ["applied", null],
    ["applied", null],
  ]);
}, 600_000);

test("the reports of a history happen one after the other, and before they are delivered", () => {
  expect(day(30) < deliveredAt).toBe(true);
});
