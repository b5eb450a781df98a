import { describe, expect, test } from "vitest";
import { applyForCoupons, benefitsOf, nextStepOf } from "../../../shared/domain/partner/benefit.ts";
import { type Partner, quotaFor, takeCoupons } from "../../../shared/domain/partner/partner.ts";
import { currentProgramme } from "../../../shared/domain/programme/default-programme.ts";
import type { BenefitRule } from "../../../shared/domain/programme/programme.ts";
import { faultsOf } from "../../../shared/domain/programme/programme-faults.ts";
import { acceptedBy, ana, certification, refusalOf } from "../given.ts";

const exams = [{ exam: "written", seriesCode: "ACP-CLOUD-COMPUTING-WRITTEN", title: "Cloud Computing, written exam" }];

const now = "2026-11-22T09:30:00.000Z";

function partner(levels: Partner["levels"] = {}): Partner {
  const ids = { partnerId: "par_1", organizationId: "org_1" };
  return { ...ids, name: "Example Ltd", mainAccountId: "ana", programmeVersion: 1, createdAt: now, levels };
}

const counts = (counted: number, issued: number) => ({ counted, standing: 0, issued });

const growing: BenefitRule = { base: 10, forEachCertificate: 2 };
const steps: BenefitRule = {
  steps: [
    { certificates: 0, coupons: 3 },
    { certificates: 5, coupons: 3 },
    { certificates: 10, coupons: 20 },
  ],
};

describe("the quota that follows from the certificates (R23)", () => {
  test.each([
    ["a base and more for each", growing, 0, 10],
    ["a base and more for each", growing, 1, 12],
    ["a base and more for each", growing, 50, 110],
    ["steps", steps, 0, 3],
    ["steps", steps, 9, 3],
    ["steps", steps, 10, 20],
    ["steps", steps, 11, 20],
    ["steps of which none is reached", { steps: [{ certificates: 1, coupons: 5 }] }, 0, 0],
    ["no step at all", { steps: [] }, 3, 0],
    ["no rule", undefined, 3, 0],
  ])("by %s is what the rule says (%j, %i certificates: %i)", (_, rule, counted, quota) => {
    expect(quotaFor(rule, counted)).toBe(quota);
  });

  test.each([
    ["one more certificate", growing, 7, { certificates: 1, coupons: 2 }],
    ["nothing, where certificates give none", { base: 10, forEachCertificate: 0 }, 7, undefined],
    ["the next step that gives more", steps, 0, { certificates: 10, coupons: 17 }],
    ["what is lacking of it", steps, 9, { certificates: 1, coupons: 17 }],
    ["nothing beyond the last step", steps, 10, undefined],
    [
      "the first step, where none is reached",
      { steps: [{ certificates: 2, coupons: 5 }] },
      0,
      { certificates: 2, coupons: 5 },
    ],
  ])("needs %s for the next coupons (%#)", (_, rule, counted, next) => {
    expect(nextStepOf(rule, counted)).toEqual(next);
  });

  test.each([
    ["a negative base", { base: -1, forEachCertificate: 1 }],
    ["a broken number for each certificate", { base: 1, forEachCertificate: 0.5 }],
    [
      "steps that do not grow",
      {
        steps: [
          { certificates: 5, coupons: 1 },
          { certificates: 5, coupons: 2 },
        ],
      },
    ],
    [
      "steps that take coupons back",
      {
        steps: [
          { certificates: 1, coupons: 5 },
          { certificates: 2, coupons: 4 },
        ],
      },
    ],
  ])("cannot be stated with %s", (_, benefit) => {
    const levels = currentProgramme.levels.map((each) => (each.level === "acp" ? { ...each, benefit } : each));
    expect(faultsOf({ ...currentProgramme, levels })).toHaveLength(1);
  });

  test("is told with what it follows from, for each level that has benefits", () => {
    expect(benefitsOf(partner({ acp: counts(4, 9) }))).toEqual({
      acp: {
        quota: 14,
        issued: 9,
        remaining: 5,
        counted: 4,
        rule: { base: 10, forEachCertificate: 1 },
        nextStep: { certificates: 1, coupons: 1 },
      },
      ace: {
        quota: 2,
        issued: 0,
        remaining: 2,
        counted: 0,
        rule: { base: 2, forEachCertificate: 1 },
        nextStep: { certificates: 1, coupons: 1 },
      },
    });
  });
});

describe("coupons taken from the quota (R23)", () => {
  test("are all or none", () => {
    const { levels } = acceptedBy(takeCoupons(partner({ acp: counts(0, 4) }), "acp", 6));
    expect(levels.acp).toEqual(counts(0, 10));
    expect(refusalOf(takeCoupons(partner({ acp: counts(0, 4) }), "acp", 7))).toBe("quota-exceeded");
  });
});

describe("an application (R24)", () => {
  const apply = (level: string, exam: string, quantity: number, of = partner()) => {
    const drawn = ["EXC-1", "EXC-2", "EXC-3"].values();
    const draw = () => drawn.next().value ?? "EXC-more";
    const names = { changeId: "bch_1", by: ana, draw };
    return applyForCoupons(of, certification(level), { exam, quantity }, names, currentProgramme, now);
  };

  test("issues exactly as many codes as it asks for, good for the programme's months", () => {
    const { partner: after, change, codes } = acceptedBy(apply("acp", "written", 3));

    expect(after.levels.acp).toEqual(counts(0, 3));
    expect(change).toEqual({
      changeId: "bch_1",
      partnerId: "par_1",
      at: now,
      level: "acp",
      quantity: 3,
      by: "ana",
      kind: "issued",
      certificationId: "acp-cloud-computing",
      exam: "written",
      codes: ["EXC-1", "EXC-2", "EXC-3"],
      expiresAt: "2027-11-22T09:30:00.000Z",
    });
    expect(codes.map(({ code }) => code)).toEqual(change.codes);
    expect(codes[0]).toEqual({
      code: "EXC-1",
      partnerId: "par_1",
      exam: "written",
      programmeVersion: 1,
      changeId: "bch_1",
      holdings: [],
      certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp", exams },
      issuedAt: now,
      expiresAt: "2027-11-22T09:30:00.000Z",
    });
  });

  test.each([
    ["one too many", "acp", "written", 11, "quota-exceeded"],
    ["a level without benefits", "aca", "online", 1, "exam-not-paid-by-benefits"],
    ["an exam of another level", "acp", "lab", 1, "exam-not-paid-by-benefits"],
  ])("for %s is refused", (_, level, exam, quantity, refusal) => {
    expect(refusalOf(apply(level, exam, quantity))).toBe(refusal);
  });
});
