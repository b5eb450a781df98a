import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field, pageOf, refusal } from "../calls.ts";
import { sendable } from "./kept-reports.ts";

const outcomes = (answers: readonly Response[]) => answers.map((each) => String(field(each, "status"))).sort();

const resultsOf = async (as: Claims) => pageOf(await call(listResults, { as })).data;

const duplicates = (count: number) => Array.from({ length: count }, () => "duplicate");

/** A booked ACP exam and the result that would end it. */
async function booked(as: Claims) {
  const open = await given.registration("acp", as);
  const booking = given.placed(open.eligibilityCode);
  const { confirmationNumber } = booking;
  given.must([200], await given.report("prometric", "appointment.booked", booking));
  const result = {
    resultId: `R-${confirmationNumber}`,
    exam: "written",
    outcome: "pass",
    takenAt: "2026-11-22T09:30:00.000Z",
    confirmationNumber,
  };
  return { ...open, confirmationNumber, result };
}

test("one result that is delivered thirty times at the same moment is one result and one certificate", async () => {
  const ana = given.someone();
  const { result, registrationId } = await booked(ana);

  const answers = await atOnce(30, (each) =>
    given.report("prometric", "result.reported", result, { messageId: `${result.resultId}-${each % 10}` }),
  );

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
  expect(outcomes(answers)).toEqual(["applied", ...duplicates(29)]);
  expect(await resultsOf(ana)).toHaveLength(1);
  expect(await given.certificates(ana)).toHaveLength(1);
  expect((await eventTypes("registration", registrationId)).filter((type) => type === "result.accepted")).toHaveLength(
    1,
  );
});

test("of two different results for one sitting at the same moment one counts and the other is kept for staff", async () => {
  const ends = await atOnce(6, async () => {
    const ana = given.someone();
    const { result } = await booked(ana);
    const other = { ...result, resultId: `${result.resultId}-other`, outcome: "fail" };
    const both = [result, other].map((data) => sendable("result.reported", data, "2026-11-22T09:30:00.000Z"));

    await Promise.all(both.map((each) => each.send()));

    const looks = await Promise.all(both.map((each) => each.look()));
    const reasons = looks.map((each) => field(each, "reason")).filter(Boolean);
    const results = await resultsOf(ana);
    const passed = results[0]?.outcome === "pass" ? 1 : 0;
    const standing = (await given.certificates(ana)).filter(({ status }) => status !== "revoked");
    return [outcomes(looks), reasons, results.length, standing.length - passed];
  });

  for (const end of ends) expect(end).toEqual([["applied", "parked"], ["sitting-has-its-result"], 1, 0]);
});

test("a booking that arrives twice at the same moment is one booking", async () => {
  const ana = given.someone();
  const { eligibilityCode, registrationId } = await given.registration("acp", ana);
  const booking = given.placed(eligibilityCode);

  const answers = await atOnce(2, () => given.report("prometric", "appointment.booked", booking));

  expect(outcomes(answers)).toEqual(["applied", "duplicate"]);
  expect(await eventTypes("registration", registrationId)).toEqual(["registration.opened", "appointment.booked"]);
});

test("a booking and its cancellation at the same moment are both kept, and none is lost or refused", async () => {
  const ends = await atOnce(8, async () => {
    const ana = given.someone();
    const { eligibilityCode } = await given.registration("acp", ana);
    const booking = given.placed(eligibilityCode);
    const { confirmationNumber } = booking;

    const [book, cancel] = await Promise.all([
      given.report("prometric", "appointment.booked", booking),
      given.report(
        "prometric",
        "appointment.cancelled",
        { confirmationNumber },
        { occurredAt: "2026-11-22T09:31:00.000Z" },
      ),
    ]);

    const appointment = await call(getAppointment, { params: { confirmationNumber }, as: ana });
    return [book, cancel, appointment].map((each) => field(each, "status"));
  });

  for (const end of ends) {
    expect([
      ["applied", "applied", "cancelled"],
      ["applied", "waiting", "cancelled"],
    ]).toContainEqual(end);
  }
});

test("bookings of both exams of a registration at the same moment are both made", async () => {
  const ana = given.someone();
  const { eligibilityCode, registrationId } = await given.registration("ace", ana);

  const answers = await Promise.all([
    given.report("prometric", "appointment.booked", given.placed(eligibilityCode)),
    given.report("prometric", "appointment.booked", given.placed(eligibilityCode, { exam: "lab" })),
  ]);

  expect(outcomes(answers)).toEqual(["applied", "applied"]);
  const registration = await call(getRegistration, { params: { registrationId }, as: ana });
  expect(field(registration, "exams")).toEqual([
    { exam: "written", status: "booked" },
    { exam: "lab", status: "booked" },
  ]);
});

test("one confirmation number for two registrations at the same moment is one's, and the other is kept for staff", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const [one, other] = await Promise.all([given.registration("acp", ana), given.registration("acp", ben)]);
  const confirmationNumber = given.someNumber();

  const book = ({ eligibilityCode }: { eligibilityCode: string }) =>
    given.report("prometric", "appointment.booked", given.placed(eligibilityCode, { confirmationNumber }));

  const answers = await Promise.all([book(one), book(other)]);

  expect(outcomes(answers)).toEqual(["applied", "parked"]);
  expect(answers.map((each) => field(each, "reason")).filter(Boolean)).toEqual([
    "confirmation-number-of-another-entitlement",
  ]);
  const seen = await Promise.all([ana, ben].map((as) => call(getAppointment, { params: { confirmationNumber }, as })));
  const ofAna = field(answers[0], "status") === "applied";
  expect(seen.map(({ status }) => status)).toEqual(ofAna ? [200, 404] : [404, 200]);
});

test("an academy's result passes a registration that needs no booking", async () => {
  const ana = given.someone();
  const { registrationId } = await given.registration("aca", ana);
  const takenAt = "2026-11-22T09:30:00.000Z";
  const result = { resultId: randomUUID(), exam: "online", outcome: "pass", score: 81.5, maximumScore: 100, takenAt };

  const answer = await given.report("academy", "result.reported", { ...result, registrationId });

  expect(answer.body).toEqual({ status: "applied" });
  expect(await resultsOf(ana)).toMatchObject([
    {
      ...result,
      provider: "academy",
      registrationId,
      certificateId: expect.stringMatching(/^crt_/),
      certificationId: expect.stringMatching(/^aca-/),
      receivedAt: "2026-11-22T09:30:00.000Z",
      seriesCode: expect.stringMatching(/^ACA-.*-ONLINE$/),
    },
  ]);
  expect((await given.certificates(ana)).map(({ status }) => status)).toEqual(["claimable"]);
});

test.each([5e-324, 1e-200, 1e-131, -0, 0.1, 1_000_000])("a score of %d is no fault of ours", async (score) => {
  const { registrationId } = await given.registration("aca", given.someone());
  const result = { resultId: randomUUID(), exam: "online", outcome: "fail", takenAt: "2026-11-22T09:30:00.000Z" };

  const answer = await given.report("academy", "result.reported", { ...result, registrationId, score });

  expect(answer.status).toBeOneOf([200, 422]);
});

test("a message id that comes again with another content is refused, and nothing is stored", async () => {
  const ana = given.someone();
  const { result, registrationId } = await booked(ana);
  const messageId = randomUUID();
  given.must([200], await given.report("prometric", "result.reported", result, { messageId }));
  const before = await eventTypes("registration", registrationId);

  const answer = await given.report("prometric", "result.reported", { ...result, outcome: "fail" }, { messageId });

  expect(refusal(answer)).toEqual([422, "message-id-reused"]);
  expect((await resultsOf(ana)).map(({ outcome }) => outcome)).toEqual(["pass"]);
  expect(await eventTypes("registration", registrationId)).toEqual(before);
});

test.each([
  ["2026-12-22T11:59:59.999Z", [422, "message-id-reused"]],
  ["2026-12-22T12:00:00.000Z", [200, undefined]],
])(
  "a message id is remembered for 30 days, whether or not the schedule has run: at %s it is %j",
  async (at, expected) => {
    const { result } = await booked(given.someone());
    const messageId = randomUUID();
    const first = { messageId, at: "2026-11-22T12:00:00.000Z" };
    given.must([200], await given.report("prometric", "result.reported", result, first));

    const other = { ...result, resultId: randomUUID() };
    const answer = await given.report("prometric", "result.reported", other, { messageId, at });

    expect(answer.status === 200 ? [200, undefined] : refusal(answer)).toEqual(expected);
  },
);

test("a report that differs only in the order of its members is the same report", async () => {
  const { result } = await booked(given.someone());
  const turned = Object.fromEntries(Object.entries(result).toReversed());

  const first = await given.report("prometric", "result.reported", result);
  const second = await given.report("prometric", "result.reported", turned);

  expect([first.body, second.body]).toEqual([{ status: "applied" }, { status: "duplicate" }]);
});

test("a booking that was made earlier than was known, and is otherwise as known, changes nothing that can be read (R14)", async () => {
  const open = await given.registration("acp", given.someone());
  const booking = given.placed(open.eligibilityCode);
  const book = (occurredAt: string) => given.report("prometric", "appointment.booked", booking, { occurredAt });

  const [known, earlier] = [await book("2026-11-22T09:20:00.000Z"), await book("2026-11-22T09:10:00.000Z")];

  expect([known.body, earlier.body]).toEqual([{ status: "applied" }, { status: "duplicate" }]);
});

test("a correction that makes its own result count again is applied, and both results are shown (R14, R16)", async () => {
  const ana = given.someone();
  const { registrationId } = await given.registration("clouder", ana);
  const takenAt = "2026-11-22T09:30:00.000Z";
  const send = (minute: number, type: string, data: object) =>
    given.report("academy", type, data, {
      occurredAt: `2026-11-22T09:3${minute}:00.000Z`,
      at: "2026-11-22T10:00:00.000Z",
    });
  const sat = { registrationId, exam: "online", outcome: "fail", takenAt };
  const [first, second] = [randomUUID(), randomUUID()];
  given.must([200], await send(0, "result.reported", { ...sat, resultId: first }));
  const parked = await send(1, "result.reported", { ...sat, resultId: second });

  const correction = { resultId: randomUUID(), corrects: second, outcome: "incomplete", reason: "The line broke." };
  const corrected = await send(2, "result.corrected", correction);

  expect([parked.body, corrected.body]).toEqual([
    { status: "parked", reason: "no-sitting-left" },
    { status: "applied" },
  ]);
  expect((await resultsOf(ana)).map(({ resultId }) => resultId).sort()).toEqual(
    [first, second, correction.resultId].sort(),
  );
});
