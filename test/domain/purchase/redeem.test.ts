import { describe, expect, test } from "vitest";
import type { Account } from "../../../shared/domain/account.ts";
import type { Certification } from "../../../shared/domain/programme/certification.ts";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import type {
  AuthorizationCode,
  CancelledCode,
  RedeemedCode,
} from "../../../shared/domain/purchase/authorization-code.ts";
import { editionAllowed, redeem } from "../../../shared/domain/purchase/redeem.ts";
import { acceptedBy, account, ana, ben, certification, code, refusalOf, staff } from "../given.ts";

const day = "2027-01-01T00:00:00.000Z";
const afterAll = "2029-01-01T00:00:00.000Z";
const gift = { recipientEmail: "ben@example.org", givenAt: "2026-11-30T00:00:00.000Z" };
const cancelled: CancelledCode = { ...code(), state: "cancelled", cancelledAt: day };
const redeemed: RedeemedCode = {
  ...code(),
  state: "redeemed",
  redeemedAt: day,
  redeemedBy: "ana",
  registrationId: "reg_0",
};
const retired = { endOfSaleAt: "2027-01-01T00:00:00.000Z", endOfLifeAt: "2027-06-01T00:00:00.000Z" };

function answer(one: AuthorizationCode | undefined, by: Account, subject: Certification | undefined, now: string) {
  return refusalOf(redeem(one, by, subject, "reg_1", now));
}

test("a redeemed code names who redeemed it, when and for which registration", () => {
  const subject = certification("acp");
  expect(acceptedBy(redeem(code(), ana, subject, "reg_1", day))).toEqual({
    spent: {
      ...code(),
      state: "redeemed",
      redeemedAt: "2027-01-01T00:00:00.000Z",
      redeemedBy: "ana",
      registrationId: "reg_1",
    },
    subject,
  });
});

describe("of two refusals the first in the order of precedence is given", () => {
  const draft = certification("ace", { published: false, ...retired });
  const other = certification("ace", retired);
  test.each<[string, AuthorizationCode | undefined, Account, Certification | undefined, string]>([
    ["certification-not-found", undefined, ana, undefined, afterAll],
    ["certification-not-found", cancelled, ben, draft, afterAll],
    ["authorization-code-not-found", undefined, ana, other, afterAll],
    ["authorization-code-not-found", cancelled, ben, other, afterAll],
    ["authorization-code-not-found", redeemed, ben, other, afterAll],
    ["authorization-code-cancelled", cancelled, ana, other, afterAll],
    ["authorization-code-already-redeemed", redeemed, ana, other, afterAll],
    ["authorization-code-expired", code(), ana, other, afterAll],
    ["certification-retired", code(), ana, other, "2027-07-01T00:00:00.000Z"],
    ["authorization-code-does-not-cover-certification", code(), ana, other, "2027-05-01T00:00:00.000Z"],
  ])("%s", (refusal, one, by, subject, now) => {
    expect(answer(one, by, subject, now)).toBe(refusal);
  });
});

describe("who may redeem", () => {
  const foreign = "authorization-code-not-found";
  const elsewhere = account("ben", { email: "ben@elsewhere.org" });
  const nameless = account("ben", { email: undefined });
  const byMail = account("another", { email: "ben@example.org" });
  test.each<[string, AuthorizationCode, Account, string]>([
    ["its owner may", code(), ana, "accepted"],
    ["another may not", code(), ben, foreign],
    ["staff may not redeem another's", code(), staff, foreign],
    ["whoever holds a granted one may", code({ ownerId: undefined }), ben, "accepted"],
    ["its recipient may", code({ gift }), ben, "accepted"],
    ["whichever account has the recipient's verified address may", code({ gift }), byMail, "accepted"],
    ["its recipient may not before the address is verified", code({ gift }), { ...ben, emailVerified: false }, foreign],
    ["its recipient may not with another address", code({ gift }), elsewhere, foreign],
    ["an account without address may not", code({ gift }), nameless, foreign],
    ["who gave it away may not", code({ gift }), ana, foreign],
  ])("%s", (_, one, by, expected) => {
    expect(answer(one, by, certification("acp"), day)).toBe(expected);
  });
});

describe("when a code may be redeemed", () => {
  test.each([
    ["2027-11-22T09:29:59.999Z", "accepted"],
    ["2027-11-22T09:30:00.000Z", "authorization-code-expired"],
    ["2027-11-22T09:30:00.001Z", "authorization-code-expired"],
  ])("one that ends at 2027-11-22T09:30 is at %s %s", (now, expected) => {
    expect(answer(code(), ana, certification("acp"), now)).toBe(expected);
  });

  test.each([
    ["2027-05-31T23:59:59.999Z", "accepted"],
    ["2027-06-01T00:00:00.000Z", "certification-retired"],
    ["2027-06-01T00:00:00.001Z", "certification-retired"],
  ])("one for a certification whose life ends at 2027-06-01 is at %s %s", (now, expected) => {
    expect(answer(code(), ana, certification("acp", retired), now)).toBe(expected);
  });

  test.each([
    ["bought a millisecond before the end of sale", "2027-02-28T23:59:59.999Z", "accepted"],
    ["bought at the end of sale", "2027-03-01T00:00:00.000Z", "authorization-code-does-not-cover-certification"],
    ["bought after the end of sale", "2027-03-01T00:00:00.001Z", "authorization-code-does-not-cover-certification"],
  ])("a general-purpose code %s is $2 after that end", (_, purchasedAt, expected) => {
    const subject = certification("acp", { endOfSaleAt: "2027-03-01T00:00:00.000Z" });
    const coverage = { edition: "general-purpose", levels: ["acp"] } as const;
    expect(answer(code({ purchasedAt, coverage }), ana, subject, "2027-04-01T00:00:00.000Z")).toBe(expected);
  });

  test("a single-subject code fits its subject after the end of sale, however late it was issued", () => {
    const subject = certification("acp", { endOfSaleAt: "2026-06-01T00:00:00.000Z" });
    expect(answer(code(), ana, subject, day)).toBe("accepted");
  });
});

describe("what a code covers", () => {
  const general = (...levels: string[]) => ({ edition: "general-purpose", levels }) as const;
  const single = (certificationId: string) => ({ edition: "single-subject", certificationId }) as const;
  const uncovered = "authorization-code-does-not-cover-certification";
  test.each([
    [single("ace-cloud-computing"), "ace", "ace-cloud-computing", "accepted"],
    [single("clouder-cloud-computing"), "clouder", "clouder-cloud-computing", "accepted"],
    [single("acp-cloud-computing"), "acp", "acp-big-data", uncovered],
    [single("acp-cloud-computing"), "aca", "aca-cloud-computing", uncovered],
    [general("clouder"), "clouder", "clouder-cloud-computing", "accepted"],
    [general("aca"), "aca", "aca-big-data", "accepted"],
    [general("acp"), "acp", "acp-cloud-computing", "accepted"],
    [general("clouder", "aca"), "aca", "aca-cloud-computing", "accepted"],
    [general("clouder", "aca"), "acp", "acp-cloud-computing", uncovered],
    [general("aca"), "clouder", "clouder-cloud-computing", uncovered],
    [general(), "aca", "aca-cloud-computing", uncovered],
    [general("ace"), "ace", "ace-cloud-computing", uncovered],
    [general("acp", "ace"), "ace", "ace-cloud-computing", uncovered],
  ])("%j for the %s %s is %s", (coverage, level, certificationId, expected) => {
    expect(answer(code({ coverage }), ana, certification(level, { certificationId }), day)).toBe(expected);
  });

  test("never is a general-purpose code one for ACE", () => {
    expect(
      ["clouder", "aca", "acp", "ace"].map((level) => editionAllowed("general-purpose", level, programme)),
    ).toEqual([true, true, true, false]);
    expect(["clouder", "aca", "acp", "ace"].map((level) => editionAllowed("single-subject", level, programme))).toEqual(
      [true, true, true, true],
    );
  });
});
