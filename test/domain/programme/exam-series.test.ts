import { describe, expect, test } from "vitest";
import {
  examOf,
  examsOf,
  longestSeriesCode,
  seriesCodePattern,
  summaryOf,
} from "../../../shared/domain/programme/exam-series.ts";

const ace = { certificationId: "ace-cloud-computing", title: "Cloud Expert", level: "ace" };

describe("the exams of a certification", () => {
  test("are those of its level, in its order, each with a series code and a title", () => {
    expect(examsOf(ace)).toEqual([
      { exam: "written", seriesCode: "ACE-CLOUD-COMPUTING-WRITTEN", title: "Cloud Expert, written exam" },
      { exam: "lab", seriesCode: "ACE-CLOUD-COMPUTING-LAB", title: "Cloud Expert, lab exam" },
    ]);
  });

  test("are as the catalogue states them, where it does", () => {
    const lab = { exam: "lab", seriesCode: "ACE-CC1-LAB", title: "Hands on", instructionsUrl: "https://example.org" };
    expect(examOf({ ...ace, exams: [lab] }, "lab")).toEqual(lab);
    expect(examOf({ ...ace, exams: [lab] }, "written").seriesCode).toBe("ACE-CLOUD-COMPUTING-WRITTEN");
  });

  test("stay the same in what was made for the certification, whatever becomes of that", () => {
    const kept = summaryOf({ ...ace, exams: [{ exam: "lab", seriesCode: "ACE-CC1-LAB" }] });
    expect(examsOf({ ...kept, title: "Renamed" })).toEqual(examsOf({ ...ace, exams: kept.exams }));
    expect(summaryOf(kept)).toEqual(kept);
  });

  test.each([["9".repeat(64)], ["a-1"], [`a${"-b".repeat(31)}`]])(
    "of %s have series codes that can be stated",
    (id) => {
      for (const { seriesCode } of examsOf({ ...ace, certificationId: id })) {
        expect(seriesCode).toMatch(seriesCodePattern);
        expect(seriesCode.length).toBeLessThanOrEqual(longestSeriesCode);
      }
    },
  );
});
