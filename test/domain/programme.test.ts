import { describe, expect, test } from "vitest";
import { currentProgramme } from "../../shared/domain/default-programme.ts";
import { faultsOf, type LevelRule, levelRule, type Programme } from "../../shared/domain/programme.ts";
import { programme, programmeOf } from "../../shared/domain/programme-versions.ts";

const written = { exam: "written", providers: ["prometric"], booked: true };
const lab = { exam: "lab", providers: ["prometric"], booked: true };
const usd = { amount: 1_000, currency: "USD" };

/** The default programme with one more level, which is right unless said otherwise. */
function withLevel(fields: Partial<LevelRule>): Programme {
  const level: LevelRule = {
    ...{ level: "expert", exams: [written], editions: ["single-subject"], eligibilityCode: true, sittingsPerExam: 1 },
    ...fields,
  };
  return { ...currentProgramme, levels: [...currentProgramme.levels, level] };
}

describe("the default programme", () => {
  test("has no fault, and is the one in force", () => {
    expect(faultsOf(currentProgramme)).toEqual([]);
    expect(programme).toBe(currentProgramme);
    expect(programmeOf(1)).toBe(currentProgramme);
  });

  test.each([
    ["clouder", ["online"], ["general-purpose", "single-subject"], false, true],
    ["aca", ["online"], ["general-purpose", "single-subject"], false, true],
    ["acp", ["written"], ["general-purpose", "single-subject"], true, false],
    ["ace", ["written", "lab"], ["single-subject"], true, false],
  ])("has %s with the exams %j, redeemed by %j", (level, exams, editions, eligibilityCode, soldAsRedemptionCode) => {
    const rule = levelRule(currentProgramme, level);
    expect(rule.exams.map(({ exam }) => exam)).toEqual(exams);
    expect(rule.editions).toEqual(editions);
    expect(rule.eligibilityCode).toBe(eligibilityCode);
    expect(rule.redemptionCodePrice !== undefined).toBe(soldAsRedemptionCode);
    expect(rule.sittingsPerExam).toBe(1);
  });

  test("states the validity periods, waits and windows of the sources", () => {
    expect(currentProgramme).toMatchObject({
      ...{ authorizationCodeMonths: 12, registrationMonths: 12, certificateMonths: 24 },
      ...{ retakeWaitDays: 0, renewalWindowDays: 0, noShow: "used-up", excusedAbsence: "given-back" },
    });
  });
});

test("a version that was never in force is a fault, not a refusal", () => {
  expect(() => programmeOf(0)).toThrow("no programme version 0");
  expect(() => programmeOf(2)).toThrow("no programme version 2");
});

test("a level that the programme lacks is a fault, not a refusal", () => {
  expect(() => levelRule(currentProgramme, "guru")).toThrow("the programme has no level guru");
});

describe("a programme definition", () => {
  test("may have another level, with sittings of its own", () => {
    expect(faultsOf(withLevel({}))).toEqual([]);
    expect(faultsOf(withLevel({ exams: [written, { ...lab, after: "written" }], sittingsPerExam: 3 }))).toEqual([]);
  });

  test.each([
    ["version", 0, "version must be a whole number from 1"],
    ["authorizationCodeMonths", 0, "authorizationCodeMonths must be a whole number from 1"],
    ["authorizationCodeMonths", 1.5, "authorizationCodeMonths must be a whole number from 1"],
    ["registrationMonths", -12, "registrationMonths must be a whole number from 1"],
    ["certificateMonths", Number.NaN, "certificateMonths must be a whole number from 1"],
    ["certificateMonths", Number.POSITIVE_INFINITY, "certificateMonths must be a whole number from 1"],
    ["retakeWaitDays", -1, "retakeWaitDays must be a whole number from 0"],
    ["renewalWindowDays", 0.5, "renewalWindowDays must be a whole number from 0"],
  ])("with %s %d has one fault: %s", (name, value, fault) => {
    expect(faultsOf({ ...currentProgramme, [name]: value })).toEqual([fault]);
  });

  test.each<[string, Programme, string]>([
    ["two levels of one name", withLevel({ level: "acp" }), "level acp stands twice"],
    [
      "a provider twice",
      { ...currentProgramme, providers: [...currentProgramme.providers, ...currentProgramme.providers.slice(-1)] },
      "provider academy stands twice",
    ],
    ["no sitting", withLevel({ sittingsPerExam: 0 }), "level expert: sittingsPerExam must be a whole number from 1"],
    ["no exam", withLevel({ exams: [] }), "level expert has no exam"],
    ["no edition", withLevel({ editions: [] }), "level expert can be redeemed with no edition"],
    ["an exam twice", withLevel({ exams: [written, written] }), "level expert: exam written stands twice"],
    [
      "redemption codes that nothing takes",
      withLevel({ redemptionCodePrice: usd }),
      "level expert sells redemption codes but takes no general-purpose code",
    ],
    [
      "a price in another currency",
      withLevel({ editions: ["general-purpose"], redemptionCodePrice: { amount: 1_000, currency: "EUR" } }),
      "level expert is priced in another currency",
    ],
    ["an exam without provider", withLevel({ exams: [{ ...lab, providers: [] }] }), "level expert: nobody holds lab"],
    [
      "an unknown provider",
      withLevel({ exams: [{ ...lab, providers: ["prometric", "elsewhere"] }] }),
      "level expert: lab is held by the unknown provider elsewhere",
    ],
    [
      "a booked exam without eligibility code",
      withLevel({ eligibilityCode: false }),
      "level expert: written is booked, but there is no eligibility code",
    ],
    [
      "an exam that waits for a later one",
      withLevel({ exams: [{ ...lab, after: "written" }, written] }),
      "level expert: lab waits for written, which does not come before it",
    ],
    [
      "an exam that waits for itself",
      withLevel({ exams: [{ ...lab, after: "lab" }] }),
      "level expert: lab waits for lab, which does not come before it",
    ],
    [
      "an exam that waits for an unknown one",
      withLevel({ exams: [{ ...lab, after: "oral" }] }),
      "level expert: lab waits for the unknown oral",
    ],
  ])("with %s has one fault", (_, candidate, fault) => {
    expect(faultsOf(candidate)).toEqual([fault]);
  });

  test("with several faults names each", () => {
    const faulty = { ...withLevel({ exams: [], sittingsPerExam: 0 }), version: 0 };
    expect(faultsOf(faulty)).toEqual([
      "version must be a whole number from 1",
      "level expert: sittingsPerExam must be a whole number from 1",
      "level expert has no exam",
    ]);
  });

  test.each([-1, 0.5, Number.NaN])("with a price of %d, which is no whole number of cents, has a fault", (amount) => {
    const price = { amount, currency: "USD" };
    expect(faultsOf(withLevel({ editions: ["general-purpose"], redemptionCodePrice: price }))).toHaveLength(1);
  });

  test("without any level has a fault, since it cannot be used", () => {
    expect(faultsOf({ ...currentProgramme, levels: [] })).toHaveLength(1);
  });
});
