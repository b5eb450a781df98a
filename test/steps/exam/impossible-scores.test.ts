import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { listResults } from "../../../shared/contract/exam/result-operations.ts";
import * as given from "../../support/given.ts";
import { call, pageOf } from "../calls.ts";

const takenAt = "2026-11-22T09:30:00.000Z";

/** An online exam of the academy, and a result of it with these scores. */
async function scored(scores: object) {
  const ana = given.someone();
  const { registrationId } = await given.registration("aca", ana);
  const result = { resultId: randomUUID(), exam: "online", outcome: "pass", takenAt, registrationId };
  const answer = await given.report("academy", "result.reported", { ...result, ...scores });
  return { ana, resultId: result.resultId, body: answer.body };
}

const resultsOf = async (as: Awaited<ReturnType<typeof scored>>["ana"]) => pageOf(await call(listResults, { as })).data;

describe("a result whose scores cannot be (R16)", () => {
  test.each([
    ["above its maximum", { score: 101, maximumScore: 100 }],
    ["a little above its maximum", { score: 100.5, maximumScore: 100 }],
    ["of a maximum of 0", { score: 0, maximumScore: 0 }],
    ["with a maximum of 0 alone", { maximumScore: 0 }],
    ["with a passing score above its maximum", { score: 80, maximumScore: 100, passingScore: 101 }],
    ["with a section above its maximum", { sections: [{ name: "Storage", score: 11, maximumScore: 10 }] }],
    ["with a section of a maximum of 0", { sections: [{ name: "Storage", score: 0, maximumScore: 0 }] }],
  ])("%s is parked with the reason, and nothing is earned", async (_, scores) => {
    const { ana, body } = await scored(scores);

    expect(body).toEqual({ status: "parked", reason: "score-impossible" });
    expect([await resultsOf(ana), await given.certificates(ana)]).toEqual([[], []]);
  });

  test.each([
    ["at its maximum", { score: 100, maximumScore: 100, passingScore: 100 }],
    ["of 0", { score: 0, maximumScore: 100 }],
    ["without a maximum", { score: 640, passingScore: 600 }],
    ["with sections", { sections: [{ name: "Storage", score: 10, maximumScore: 10 }, { name: "Network" }] }],
  ])("and one %s counts", async (_, scores) => {
    const { ana, body } = await scored(scores);

    expect(body).toEqual({ status: "applied" });
    expect(await resultsOf(ana)).toMatchObject([scores]);
  });

  test("and a correction above the maximum of its result is parked, too", async () => {
    const { ana, resultId } = await scored({ score: 70, maximumScore: 100 });
    const correction = { resultId: `${resultId}-c`, corrects: resultId, outcome: "fail", reason: "Scored again." };

    const over = await given.report("academy", "result.corrected", { ...correction, score: 101 });
    const within = await given.report("academy", "result.corrected", { ...correction, score: 100 });

    expect([over.body, within.body]).toEqual([{ status: "parked", reason: "score-impossible" }, { status: "applied" }]);
    expect(await resultsOf(ana)).toHaveLength(2);
  });
});
