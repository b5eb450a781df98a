import { describe, expect, test } from "vitest";
import {
  type Enrolment,
  enrolmentWith,
  mayRegister,
  revokedStanding,
  type Standing,
} from "../../../shared/domain/exam/enrolment.ts";
import { passesToEarn, whyNotClaimed, whyNothingEarned } from "../../../shared/domain/exam/nothing-earned.ts";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import { refusalOf } from "../given.ts";

const end = "2028-11-22T09:30:00.000Z";
const failedAt = "2027-03-01T10:00:00.000Z";

const empty: Enrolment = { accountId: "ana", certificationId: "acp-cloud-computing", standings: [] };

function answer(standing: Standing, now: string, rules: Partial<typeof programme> = {}) {
  const enrolment = enrolmentWith(empty, "reg_1", standing);
  return refusalOf(mayRegister(enrolment, { ...programme, ...rules }, now));
}

test("an account that was never registered may register", () => {
  expect(refusalOf(mayRegister(undefined, programme, "2027-01-01T00:00:00.000Z"))).toBe("accepted");
});

describe("a second registration for a certification (R8)", () => {
  test.each<[string, Standing, string, string]>([
    ["while one is open", { phase: "open", until: end }, "2028-11-22T09:29:59.999Z", "registration-already-open"],
    ["at the end of an open one", { phase: "open", until: end }, "2028-11-22T09:30:00.000Z", "accepted"],
    ["after the end of an open one", { phase: "open", until: end }, "2028-11-22T09:30:00.001Z", "accepted"],
    [
      "while a sitting waits for its result",
      { phase: "open" },
      "9999-01-01T00:00:00.000Z",
      "registration-already-open",
    ],
    ["while a pass is not claimed", { phase: "passed" }, "9999-01-01T00:00:00.000Z", "certificate-not-claimed"],
    [
      "while a certificate is valid",
      { phase: "certified", validUntil: end },
      "2028-11-22T09:29:59.999Z",
      "certificate-still-valid",
    ],
    ["at a certificate's end", { phase: "certified", validUntil: end }, "2028-11-22T09:30:00.000Z", "accepted"],
    ["after a certificate's end", { phase: "certified", validUntil: end }, "2028-11-22T09:30:00.001Z", "accepted"],
    ["at once after a failure", { phase: "failed", at: failedAt }, "2027-03-01T10:00:00.000Z", "accepted"],
    ["after a revocation", { phase: "revoked" }, "2027-03-01T10:00:00.000Z", "accepted"],
  ])("%s is $3", (_, standing, now, expected) => {
    expect(answer(standing, now)).toBe(expected);
  });
});

describe("an account with several registrations for a certification (R8)", () => {
  const valid: Standing = { phase: "certified", validUntil: end };
  const failed: Standing = { phase: "failed", at: failedAt };

  test.each<[Standing, Standing, string]>([
    [valid, { phase: "open", until: end }, "registration-already-open"],
    [valid, { phase: "passed" }, "certificate-not-claimed"],
    [{ phase: "passed" }, { phase: "open" }, "registration-already-open"],
    [failed, { phase: "passed" }, "certificate-not-claimed"],
    [failed, valid, "certificate-still-valid"],
    [{ phase: "revoked" }, failed, "retake-too-early"],
    [{ phase: "revoked" }, { phase: "revoked" }, "accepted"],
  ])("is refused for what stands first, wherever each stands: %j and %j is %s", (one, other, expected) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const enrolment = enrolmentWith(enrolmentWith(empty, "reg_1", first), "reg_2", second);
      expect(refusalOf(mayRegister(enrolment, { ...programme, retakeWaitDays: 999 }, failedAt))).toBe(expected);
    }
  });

  test("keeps one standing for each, the newest", () => {
    const moved = enrolmentWith(enrolmentWith(enrolmentWith(empty, "reg_1", failed), "reg_2", valid), "reg_1", valid);
    expect(moved.standings).toEqual([
      { of: "reg_2", standing: valid },
      { of: "reg_1", standing: valid },
    ]);
  });
});

describe("a programme's own waits and windows", () => {
  test.each([
    ["2028-10-23T09:29:59.999Z", "certificate-still-valid"],
    ["2028-10-23T09:30:00.000Z", "accepted"],
    ["2028-10-23T09:30:00.001Z", "accepted"],
  ])("with a renewal window of 30 days a certificate that ends on 22 November is at %s %s", (now, expected) => {
    expect(answer({ phase: "certified", validUntil: end }, now, { renewalWindowDays: 30 })).toBe(expected);
  });

  test.each([
    ["2027-03-01T10:00:00.000Z", "retake-too-early"],
    ["2027-03-15T09:59:59.999Z", "retake-too-early"],
    ["2027-03-15T10:00:00.000Z", "accepted"],
    ["2027-03-15T10:00:00.001Z", "accepted"],
  ])("with a wait of 14 days a retake after a failure on 1 March is at %s %s", (now, expected) => {
    expect(answer({ phase: "failed", at: failedAt }, now, { retakeWaitDays: 14 })).toBe(expected);
  });

  test("leave open and unclaimed registrations, and revocations, as they are", () => {
    const rules = { retakeWaitDays: 999, renewalWindowDays: 999 };
    const open: Standing = { phase: "open", until: end };
    expect(answer(open, "2028-11-22T09:29:59.999Z", rules)).toBe("registration-already-open");
    expect(answer(open, "2028-11-22T09:30:00.000Z", rules)).toBe("accepted");
    expect(answer({ phase: "passed" }, end, rules)).toBe("certificate-not-claimed");
    expect(answer({ phase: "revoked" }, end, rules)).toBe("accepted");
  });
});

test.each([
  ["in its renewal window", "2028-11-01T09:00:00.000Z", "accepted"],
  ["before its renewal window", "2028-10-01T09:00:00.000Z", "sat-while-certified"],
])("a pass that was sat %s stands as before once staff revoke the certificate: %s %s (R8)", (_, satAt, expected) => {
  const under = { ...programme, renewalWindowDays: 30 };
  const certificate = { claimedAt: "2026-11-22T09:30:00.000Z", validUntil: end };
  const revoked = revokedStanding(certificate, "2028-11-20T09:00:00.000Z", under);
  const enrolment = enrolmentWith(empty, "reg_1", revoked);
  expect(whyNotClaimed(enrolment, "reg_2", satAt, under) ?? "accepted").toBe(expected);
});

describe("a pass beside a certificate (R8)", () => {
  const under = { ...programme, renewalWindowDays: 90 };
  const valid: Standing = { phase: "certified", since: "2026-11-22T09:30:00.000Z", validUntil: end };
  const held = enrolmentWith(empty, "reg_1", valid);

  test.each([
    ["just before it was valid", "2026-11-22T09:29:59.999Z", "already-certified"],
    ["at the instant from which it is valid", "2026-11-22T09:30:00.000Z", "sat-while-certified"],
    ["just before its renewal window", "2028-08-24T09:29:59.999Z", "sat-while-certified"],
    ["at the beginning of its renewal window", "2028-08-24T09:30:00.000Z", undefined],
  ])("that was sat %s: $2", (_, takenAt, expected) => {
    expect(whyNothingEarned(held, "reg_2", [takenAt], under)).toBe(expected);
  });
});

test("of passes that could earn now, the one whose last exam was sat first comes first, wherever it stands (R14)", () => {
  const passed = (...takenAt: string[]): Standing => ({ phase: "earned-nothing", takenAt });
  const [march, may, june] = ["2027-03-01T10:00:00.000Z", "2027-05-01T10:00:00.000Z", "2027-06-01T10:00:00.000Z"];
  const earlier = enrolmentWith(enrolmentWith(empty, "reg_1", passed(may)), "reg_2", passed(june, march));
  const later = enrolmentWith(enrolmentWith(empty, "reg_2", passed(june, march)), "reg_1", passed(may));

  expect(passesToEarn(earlier, programme)).toEqual(["reg_1", "reg_2"]);
  expect(passesToEarn(later, programme)).toEqual(["reg_1", "reg_2"]);
});
