import { describe, expect, test } from "vitest";
import { inDays, inMonths } from "../../../shared/domain/period.ts";
import { currentProgramme } from "../../../shared/domain/programme/default-programme.ts";
import {
  givesNumber,
  type LevelRule,
  levelNames,
  levelRule,
  type Programme,
  type Provider,
} from "../../../shared/domain/programme/programme.ts";
import { faultsOf, reservedNames, versionFaults } from "../../../shared/domain/programme/programme-faults.ts";
import { programme, programmeOf } from "../../../shared/domain/programme/programme-versions.ts";

const written = { exam: "written", providers: ["prometric"], booked: true };
const lab = { exam: "lab", providers: ["prometric"], booked: true };
const usd = { amount: 1_000, currency: "USD" };

/** The default programme with one more level, which is valid by default. */
function withLevel(fields: Partial<LevelRule>): Programme {
  const level: LevelRule = {
    level: "expert",
    name: "Expert",
    exams: [written],
    editions: ["single-subject"],
    eligibilityCode: true,
    sittingsPerExam: 1,
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
      authorizationCodeMonths: 12,
      registrationMonths: 12,
      certificateMonths: 24,
      retakeWaitDays: 0,
      renewalWindowDays: 0,
      noShow: "used-up",
      excusedAbsence: "given-back",
      orderDays: 7,
      bindingDays: 3,
      reportRetryDays: 3,
      overdueDays: 3,
      incompleteSitting: "given-back",
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

/** Takes the academy's place. */
const guild: Provider = { provider: "guild", name: "the guild", delivery: ["online"] };

function inGuild({ levels }: Programme): readonly LevelRule[] {
  const held = (providers: readonly string[]) => providers.map((each) => (each === "academy" ? "guild" : each));
  return levels.map((level) => ({
    ...level,
    exams: level.exams.map((exam) => ({ ...exam, providers: held(exam.providers) })),
  }));
}

const [{ provider: first = "" } = {}] = currentProgramme.providers;

/** The default programme with another first provider. */
function withProvider(fields: Partial<Provider>): Programme {
  const providers = currentProgramme.providers.map((each) => (each.provider === first ? { ...each, ...fields } : each));
  return { ...currentProgramme, providers };
}

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
    ["orderDays", 0, "orderDays must be a whole number from 1"],
    ["reportRetryDays", 0, "reportRetryDays must be a whole number from 1"],
    ["overdueDays", 2.5, "overdueDays must be a whole number from 1"],
  ])("with %s %d has one fault: %s", (name, value, fault) => {
    expect(faultsOf({ ...currentProgramme, [name]: value })).toEqual([fault]);
  });

  test.each([[[7, 30]], [[30, 30]], [[366]], [[0]], [[7.5]], [[60, 50, 40, 30, 20, 10]]])(
    "with the reminders %j has one fault",
    (reminderDays) => {
      const fault = "reminderDays must be at most 5 whole numbers that fall, from 365 to 1";
      expect(faultsOf({ ...currentProgramme, reminderDays })).toEqual([fault]);
    },
  );

  test.each([[[]], [[365]], [[1]], [[5, 4, 3, 2, 1]]])("with the reminders %j has no fault", (reminderDays) => {
    expect(faultsOf({ ...currentProgramme, reminderDays })).toEqual([]);
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
    ["a level without a name for people", withLevel({ name: " " }), "level expert has no name for people"],
    [
      "a level whose name is no word of a path",
      withLevel({ level: "Expert/1" }),
      "level Expert/1: Expert/1 is not lower-case words joined by hyphens",
    ],
    ["no name", { ...currentProgramme, name: "" }, "the programme has no name"],
    [
      "a currency that is none",
      {
        ...currentProgramme,
        currency: "dollars",
        levels: currentProgramme.levels.map(({ redemptionCodePrice: _, ...level }) => level),
      },
      "currency dollars is not three capital letters (ISO 4217)",
    ],
    [
      "an example of no level",
      { ...currentProgramme, example: { ...currentProgramme.example, level: "guru" } },
      "the example is of the unknown level guru",
    ],
    ["a provider that delivers nothing", withProvider({ delivery: [] }), "provider prometric has no delivery"],
    [
      "a pattern that is none",
      withProvider({ confirmationNumber: "885(" }),
      "provider prometric: 885( is not a regular expression",
    ],
    [
      "example numbers that do not fit",
      withProvider({ exampleNumbers: ["8850012345", "8840012345"] }),
      "provider prometric needs two exampleNumbers that fit its confirmationNumber",
    ],
    [
      "two providers without names in their numbers",
      {
        ...currentProgramme,
        providers: currentProgramme.providers.map((each) => ({ ...each, bareNumbers: true as const })),
      },
      "bareNumbers is for one provider alone",
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

  test.each(reservedNames)("with a provider that is called %s, as another sender or secret is, has a fault", (name) => {
    const called = { provider: name, name: "Another", delivery: ["online" as const] };
    expect(faultsOf({ ...currentProgramme, providers: [...currentProgramme.providers, called] })).toEqual([
      `provider ${name} has a name that another sender or secret has`,
    ]);
  });

  test("whose file says something else than it may, has a fault, though no compiler has seen it", () => {
    const read: Programme = JSON.parse(JSON.stringify({ ...currentProgramme, noShow: "lost" }));
    expect(faultsOf(read)).toEqual(["noShow must be used-up or given-back"]);
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

describe("the versions of a programme", () => {
  const second = { ...currentProgramme, version: 2 };

  test("may differ in any number, and gain levels and providers", () => {
    const gained = { ...withLevel({}), version: 2, certificateMonths: 36 };
    expect(versionFaults([currentProgramme, gained])).toEqual([]);
  });

  test.each<[string, readonly Programme[], string]>([
    ["none", [], "there is no programme"],
    ["one with a fault", [{ ...currentProgramme, name: "" }], "programme version 1: the programme has no name"],
    ["two in the wrong order", [second, currentProgramme], "programme version 1: it comes after version 2"],
    [
      "one that has lost a provider, whose reports still come",
      [withProvider({}), { ...second, providers: [...second.providers.slice(0, 2), guild], levels: inGuild(second) }],
      "programme version 2: it lacks the provider academy, which version 1 has",
    ],
    [
      "one that has lost an exam, for which codes were sold",
      [withLevel({ exams: [written, { ...lab, after: "written" }] }), { ...withLevel({}), version: 2 }],
      "programme version 2: it lacks the exam lab of level expert, which version 1 has",
    ],
  ])("have one fault if there is %s", (_, versions, fault) => {
    expect(versionFaults(versions)).toEqual([fault]);
  });
});

describe("a provider's confirmation numbers", () => {
  const [own, any] = currentProgramme.providers;

  test.each([
    ["8850012345", true],
    ["885", false],
    ["x8850012345", false],
    ["8850012345\n", false],
    ["KR-1", false],
  ])("are as its pattern says, whole: %j %s", (number, fits) => {
    expect(own && givesNumber(own, number)).toBe(fits);
    expect(any && givesNumber(any, number)).toBe(true);
  });
});

test("levels are named to people by their names, however many they are", () => {
  const { levels } = currentProgramme;
  expect([1, 2, 4].map((many) => levelNames(levels.slice(0, many)))).toEqual([
    "Clouder",
    "Clouder and ACA",
    "Clouder, ACA, ACP and ACE",
  ]);
});

test.each([
  [inDays(1), "1 day"],
  [inDays(3), "3 days"],
  [inMonths(1), "1 month"],
  [inMonths(6), "6 months"],
  [inMonths(12), "1 year"],
  [inMonths(18), "18 months"],
  [inMonths(24), "2 years"],
])("a period is told as %s", (told, expected) => {
  expect(told).toBe(expected);
});
