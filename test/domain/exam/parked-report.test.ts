import { describe, expect, test } from "vitest";
import { weigh } from "../../../shared/domain/exam/report.ts";
import type { SittingReport } from "../../../shared/domain/exam/sitting.ts";
import { booked, cancelled, noShow, registration, rescheduled, result } from "../given.ts";

const received = "2029-01-01T00:00:00.000Z";
const end = "2028-01-01T00:00:00.000Z";
const beforeEnd = "2027-12-31T23:59:59.999Z";
const april = "2027-04-01T00:00:00.000Z";
const may = "2027-05-03T00:00:00.000Z";
const place = booked("8851", april);
const move = rescheduled("8851", "8852", "2027-04-02T00:00:00.000Z");
const missed = noShow("8852", "2027-05-01T11:00:00.000Z");
const pass = result("pass", "8852", may);
const fail = result("fail", "8852", may);

function answer(level: string, reports: readonly SittingReport[], report: SittingReport, provider = "prometric") {
  const weighed = weigh({ kind: "registration", of: registration(level, reports) }, report, provider, received);
  return "never" in weighed ? weighed.never : (weighed.parked ?? "applied");
}

/** A result of the academy, which names no booking. */
function online(outcome: "pass" | "fail", resultId: string, takenAt: string) {
  return result(outcome, undefined, end, { exam: "online", resultId, takenAt });
}

describe("a booking or a change", () => {
  test.each<[string, SittingReport, string, string]>([
    ["of an exam of the level", place, "prometric", "applied"],
    ["of an exam of another level", booked("8851", april, { exam: "lab" }), "prometric", "exam-not-in-registration"],
    ["from a centre that does not hold the exam", place, "pearson-vue", "provider-does-not-hold-exam"],
    ["in the last millisecond, for it", booked("8851", beforeEnd, { startsAt: beforeEnd }), "prometric", "applied"],
    ["for a sitting at the end", booked("8851", april, { startsAt: end }), "prometric", "applied"],
    ["at the end, for a sitting before it", booked("8851", end, { startsAt: beforeEnd }), "prometric", "applied"],
    [
      "to a sitting after the end",
      rescheduled("8850", "8851", april, { startsAt: "2028-01-01T00:00:00.001Z" }),
      "prometric",
      "applied",
    ],
    [
      "to a sitting before the end",
      rescheduled("8850", "8851", april, { startsAt: beforeEnd }),
      "prometric",
      "applied",
    ],
  ])("%s is $3 (R11, R12)", (_, report, provider, expected) => {
    expect(answer("acp", [], report, provider)).toBe(expected);
  });
});

describe("a result of a booked exam", () => {
  const second = result("pass", "8852", "2027-05-04T00:00:00.000Z", { resultId: "res-2" });
  const byOldNumber = result("pass", "8851", "2027-05-04T00:00:00.000Z");
  const ofLab = result("pass", "8852", may, { exam: "lab" });
  test.each<[string, string, SittingReport[], SittingReport, string]>([
    ["for its booking", "acp", [place, move], pass, "applied"],
    ["for an old number of its booking", "acp", [place, move], byOldNumber, "applied"],
    [
      "that is reported after the end",
      "acp",
      [place, move],
      result("pass", "8852", "2028-02-01T00:00:00.000Z"),
      "applied",
    ],
    ["after a no-show of the same sitting", "acp", [place, move, missed], pass, "applied"],
    ["after another result of that sitting", "acp", [place, move, fail], second, "sitting-has-its-result"],
    ["after another one, by the old number", "acp", [place, move, fail], byOldNumber, "sitting-has-its-result"],
    ["of another exam than the booked one", "ace", [place, move], ofLab, "exam-differs"],
    ["of another level's exam", "acp", [place, move], ofLab, "exam-not-in-registration"],
    ["without its booking", "acp", [place, move], result("pass", "8859", may), "result-without-booking"],
    ["that names the registration alone", "acp", [place], result("pass", undefined, may), "applied"],
    ["without any booking", "acp", [], result("pass", undefined, may), "result-without-booking"],
  ])("%s is $4 (R16)", (_, level, reports, report, expected) => {
    expect(answer(level, reports, report)).toBe(expected);
  });

  test("from a centre that does not hold the exam is parked", () => {
    expect(answer("acp", [place, move], pass, "academy")).toBe("provider-does-not-hold-exam");
  });
});

describe("a result of an online exam", () => {
  test.each([
    ["taken a millisecond before the end", online("pass", "res-1", beforeEnd), [], "applied"],
    ["taken at the end", online("pass", "res-1", end), [], "after-end"],
    ["of the first sitting", online("fail", "res-1", april), [], "applied"],
    ["of a second sitting", online("pass", "res-2", may), [online("fail", "res-1", april)], "no-sitting-left"],
    ["of a sitting after the pass", online("fail", "res-2", may), [online("pass", "res-1", april)], "no-sitting-left"],
  ])("%s is $3 (R10, R11)", (_, report, reports, expected) => {
    expect(answer("aca", reports, report, "academy")).toBe(expected);
    expect(answer("clouder", reports, report, "academy")).toBe(expected);
  });
});

describe("a report that names what does not count", () => {
  const corrected: SittingReport = {
    type: "corrected",
    reportId: "cor-1",
    occurredAt: "2027-05-04T00:00:00.000Z",
    resultId: "cor-1",
    corrects: "res-8852",
    outcome: "fail",
  };

  test("is parked with it: a correction of a parked result", () => {
    expect(answer("acp", [pass], corrected)).toBe("corrected-result-does-not-count");
    expect(answer("acp", [], corrected)).toBe("corrected-result-does-not-count");
    expect(answer("acp", [place, move, pass], corrected)).toBe("applied");
  });

  test("is parked with it: a cancellation, a no-show and a result of a parked booking", () => {
    const again = booked("8853", "2027-05-04T00:00:00.000Z");
    const used = [place, move, pass, again];
    expect(answer("acp", [place, move, pass], again)).toBe("no-sitting-left");
    expect(answer("acp", used, cancelled("8853", "2027-05-05T00:00:00.000Z"))).toBe("appointment-does-not-count");
    expect(answer("acp", used, noShow("8853", "2027-05-05T00:00:00.000Z"))).toBe("appointment-does-not-count");
    expect(answer("acp", used, result("pass", "8853", "2027-05-06T00:00:00.000Z"))).toBe("appointment-does-not-count");
  });
});

test("a cancellation or a no-show is never parked for what it says", () => {
  expect(answer("acp", [], cancelled("8859", "2029-01-01T00:00:00.000Z"), "elsewhere")).toBe("applied");
  expect(answer("acp", [], noShow("8859", "2029-01-01T00:00:00.000Z"), "elsewhere")).toBe("applied");
});

test("after a hundred reports that cannot be folded up, only results are taken", () => {
  const many = Array.from({ length: 100 }, (_, at) => cancelled(String(at), april));
  expect(answer("acp", many.slice(1), place)).toBe("applied");
  expect(answer("acp", many, place)).toBe("too-many-reports");
  expect(answer("acp", [...many.slice(1), place, move], pass)).toBe("applied");
});
