import { describe, expect, test } from "vitest";
import type { Standing } from "../../../shared/domain/exam/enrolment.ts";
import { register } from "../../../shared/domain/exam/register.ts";
import { noShowUsesUp, ownRegistration } from "../../../shared/domain/exam/registration.ts";
import { acceptedBy, ana, ben, candidate, certification, code, refusalOf, registration, staff } from "../given.ts";

const exams = [{ exam: "written", seriesCode: "ACP-CLOUD-COMPUTING-WRITTEN", title: "Cloud Computing, written exam" }];

const identifiers = { registrationId: "reg_1", eligibilityCode: "ACTC-0000-0000-0000-0001-1" };
const now = "2027-01-01T00:00:00.000Z";

function codeFor(level: string) {
  return code({ coverage: { edition: "single-subject", certificationId: `${level}-cloud-computing` } });
}

function activate(level: string, at = now, standing?: Standing) {
  const certificationId = `${level}-cloud-computing`;
  const standings = standing && [{ of: "reg_0", standing }];
  const enrolment = standings && { accountId: "ana", certificationId, standings };
  const facts = { code: codeFor(level), certification: certification(level), enrolment };
  return register(facts, candidate, ana, identifiers, at);
}

describe("activating a code", () => {
  test("opens a registration for a year, with the candidate as given, and spends the code on it (R7)", () => {
    expect(acceptedBy(activate("acp"))).toEqual({
      spent: {
        ...codeFor("acp"),
        state: "redeemed",
        redeemedAt: "2027-01-01T00:00:00.000Z",
        redeemedBy: "ana",
        registrationId: "reg_1",
      },
      registration: {
        registrationId: "reg_1",
        accountId: "ana",
        candidate,
        programmeVersion: 1,
        reports: [],
        certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp", exams },
        authorizationCode: "EDU-0123-4567-89AB-CDEF-K",
        openedAt: "2027-01-01T00:00:00.000Z",
        expiresAt: "2028-01-01T00:00:00.000Z",
        eligibilityCode: "ACTC-0000-0000-0000-0001-1",
      },
    });
  });

  test.each([
    ["clouder", undefined],
    ["aca", undefined],
    ["acp", "ACTC-0000-0000-0000-0001-1"],
    ["ace", "ACTC-0000-0000-0000-0001-1"],
  ])("for %s gives the eligibility code %s", (level, eligibilityCode) => {
    expect(acceptedBy(activate(level)).registration.eligibilityCode).toBe(eligibilityCode);
  });

  test.each([
    ["2027-11-22T09:29:59.999Z", "2028-11-22T09:29:59.999Z"],
    ["2027-02-28T23:59:59.999Z", "2028-02-28T23:59:59.999Z"],
    ["2027-03-01T00:00:00.000Z", "2028-03-01T00:00:00.000Z"],
  ])("at %s gives until %s, however much of its own year the code had left", (at, expiresAt) => {
    expect(acceptedBy(activate("acp", at)).registration.expiresAt).toBe(expiresAt);
  });

  test("on 29 February gives until 28 February", () => {
    const leap = code({ purchasedAt: "2028-01-01T00:00:00.000Z", expiresAt: "2029-01-01T00:00:00.000Z" });
    const facts = { code: leap, certification: certification("acp"), enrolment: undefined };
    const opened = acceptedBy(register(facts, candidate, ana, identifiers, "2028-02-29T12:00:00.000Z"));
    expect(opened.registration.expiresAt).toBe("2029-02-28T12:00:00.000Z");
  });
});

describe("reasons that refuse an activation", () => {
  const until = "2027-06-01T00:00:00.000Z";
  test.each<[string, Standing, string, string]>([
    ["an open registration", { phase: "open", until }, "2027-05-31T23:59:59.999Z", "registration-already-open"],
    ["no registration that has ended", { phase: "open", until }, "2027-06-01T00:00:00.000Z", "accepted"],
    ["a sitting that waits for its result", { phase: "open" }, "2027-06-01T00:00:00.000Z", "registration-already-open"],
    ["an unclaimed pass", { phase: "passed" }, now, "certificate-not-claimed"],
    [
      "a valid certificate, to its last millisecond",
      { phase: "certified", validUntil: until },
      "2027-05-31T23:59:59.999Z",
      "certificate-still-valid",
    ],
    [
      "no certificate that has expired",
      { phase: "certified", validUntil: until },
      "2027-06-01T00:00:00.000Z",
      "accepted",
    ],
    ["no failure, at once after it", { phase: "failed", at: now }, now, "accepted"],
    ["no revoked certificate", { phase: "revoked" }, now, "accepted"],
  ])("is %s (R8): $3", (_, standing, at, answer) => {
    expect(refusalOf(activate("acp", at, standing))).toBe(answer);
  });

  test("is whatever refuses the code, first", () => {
    const enrolment = {
      accountId: "ana",
      certificationId: "acp-cloud-computing",
      standings: [{ of: "reg_0", standing: { phase: "passed" } }],
    } as const;
    const facts = { code: code(), certification: certification("acp"), enrolment };
    expect(refusalOf(register(facts, candidate, ben, identifiers, now))).toBe("authorization-code-not-found");
    expect(refusalOf(register(facts, candidate, ana, identifiers, "2027-11-22T09:30:00.000Z"))).toBe(
      "authorization-code-expired",
    );
    const ofAce = { ...facts, certification: certification("ace") };
    expect(refusalOf(register(ofAce, candidate, ana, identifiers, now))).toBe(
      "authorization-code-does-not-cover-certification",
    );
    expect(refusalOf(register(facts, candidate, ana, identifiers, now))).toBe("certificate-not-claimed");
  });
});

test("a registration is there for its own account and for staff alone", () => {
  expect(refusalOf(ownRegistration(registration("acp"), ana))).toBe("accepted");
  expect(refusalOf(ownRegistration(registration("acp"), staff))).toBe("accepted");
  expect(refusalOf(ownRegistration(registration("acp"), ben))).toBe("registration-not-found");
  expect(refusalOf(ownRegistration(undefined, staff))).toBe("registration-not-found");
});

test("a no-show uses its sitting up, an excused one does not (R15)", () => {
  expect(noShowUsesUp(registration("acp"), false)).toBe(true);
  expect(noShowUsesUp(registration("acp"), true)).toBe(false);
});
