import { describe, expect, test } from "vitest";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import * as given from "../../support/given.ts";
import type { Response } from "../../support/invoke.ts";
import { atOnce, call, eventTypes, field } from "../calls.ts";
import { claimed, now, registered, results, sat, scored, statuses } from "../corrected.ts";

describe("a correction", () => {
  test("is shown beside the result that it corrects, and a correction of it beside that", async () => {
    const { ana, correct, resultId } = await scored("fail");
    await correct(1, "pass");
    await correct(2, "invalidated", 1);

    const shown = await results(ana);

    expect(shown).toHaveLength(3);
    expect(shown).toEqual(
      expect.arrayContaining([
        { resultId, outcome: "fail", corrects: undefined, correctedBy: `${resultId}-1` },
        { resultId: `${resultId}-1`, outcome: "pass", corrects: resultId, correctedBy: `${resultId}-2` },
        { resultId: `${resultId}-2`, outcome: "invalidated", corrects: `${resultId}-1`, correctedBy: undefined },
      ]),
    );
  });

  test.each([
    [
      "twice in a row",
      2,
      async (count: number, send: (each: number) => Promise<Response>) => {
        const answers: Response[] = [];
        for (let each = 0; each < count; each += 1) answers.push(await send(each));
        return answers;
      },
    ],
    ["thirty times at the same moment", 30, atOnce],
  ])("that comes %s has one effect", async (_, count, deliver) => {
    const { ana, correct, registrationId } = await scored("pass");

    const answers = await deliver(count, (each: number) => correct(1, "fail", 0, `msg_${registrationId}_${each % 10}`));

    expect(answers.map((each) => String(field(each, "status"))).toSorted()).toEqual([
      "applied",
      ...Array.from({ length: count - 1 }, () => "duplicate"),
    ]);
    expect(await statuses(ana)).toEqual(["revoked"]);
    expect(await results(ana)).toHaveLength(2);
    expect(await eventTypes("registration", registrationId)).toEqual([
      "registration.opened",
      "appointment.booked",
      "result.accepted",
      "result.corrected",
    ]);
  });

  test("to the outcome that the result already has changes nothing but is shown", async () => {
    const { ana, correct, registrationId } = await claimed();

    await correct(1, "pass");

    expect(await statuses(ana)).toEqual(["valid"]);
    expect(await registered(registrationId, ana)).toBe("passed");
    expect(await results(ana)).toHaveLength(2);
  });

  test.each([
    ["before its result", [1, 0]],
    ["and the correction of it before its result, in the wrong order", [2, 1, 0]],
    ["between its result and the correction of it", [0, 2, 1]],
  ])("that comes %s comes to the same end", async (_, places) => {
    const { ana, correct, result, registrationId } = await sat("fail");
    const last = Math.max(...places);

    for (const place of places) {
      const answer =
        place === 0 ? await result() : await correct(place, place === 1 ? "pass" : "invalidated", place - 1);
      given.must([200, 202], answer);
    }

    expect(await registered(registrationId, ana)).toBe(last === 1 ? "passed" : "failed");
    const outcomes = (await results(ana)).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(["fail", "pass", "invalidated"].slice(0, last + 1).toSorted());
    expect((await statuses(ana)).filter((status) => status === "claimable")).toHaveLength(last === 1 ? 1 : 0);
  });

  test("of one exam leaves the other alone: an ACE certificate falls with the lab", async () => {
    const ana = given.someone();
    const { eligibilityCode, registrationId } = await given.registration("ace", ana);
    const sit = async (exam: string, startsAt: string) => {
      const booking = given.placed(eligibilityCode, { exam, startsAt });
      const { confirmationNumber } = booking;
      const occurredAt = startsAt;
      await given.report("prometric", "appointment.booked", booking, { at: now, occurredAt });
      const facts = {
        resultId: `R-${confirmationNumber}`,
        exam,
        outcome: "pass",
        takenAt: startsAt,
        confirmationNumber,
      };
      given.must([200], await given.report("prometric", "result.reported", facts, { at: now, occurredAt }));
      return facts.resultId;
    };
    await sit("written", "2026-11-22T10:00:00.000Z");
    const corrects = await sit("lab", "2026-11-22T11:00:00.000Z");
    expect(await statuses(ana)).toEqual(["claimable"]);

    const data = { resultId: `${corrects}-1`, corrects, outcome: "fail", reason: "Re-scored" };
    await given.report("prometric", "result.corrected", data, { at: now });

    expect(await statuses(ana)).toEqual(["revoked"]);
    const seen = await call(getRegistration, { params: { registrationId }, as: ana, at: now });
    expect(field(seen, "exams")).toEqual([
      { exam: "written", status: "passed" },
      { exam: "lab", status: "failed" },
    ]);
  });
});
