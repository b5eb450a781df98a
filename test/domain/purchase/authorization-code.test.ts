import { describe, expect, test } from "vitest";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import {
  type AuthorizationCode,
  authorizationCodeStatus,
  type CancelledCode,
  cancelCode,
  issueCode,
  type RedeemedCode,
  visibleCode,
} from "../../../shared/domain/purchase/authorization-code.ts";
import { give } from "../../../shared/domain/purchase/gift.ts";
import { acceptedBy, account, ana, ben, code, refusalOf, staff } from "../given.ts";

const day = "2026-12-01T00:00:00.000Z";
const gift = { recipientEmail: "ben@example.org", givenAt: "2026-11-30T00:00:00.000Z" };
const redeemed: RedeemedCode = {
  ...code(),
  state: "redeemed",
  redeemedAt: day,
  redeemedBy: "ana",
  registrationId: "reg_1",
};
const cancelled: CancelledCode = { ...code(), state: "cancelled", cancelledAt: day };

describe("an issued code", () => {
  test.each([
    ["2026-11-22T09:30:00.000Z", "2027-11-22T09:30:00.000Z"],
    ["2028-02-29T00:00:00.000Z", "2029-02-28T00:00:00.000Z"],
    ["2027-02-28T23:59:59.999Z", "2028-02-28T23:59:59.999Z"],
    ["2027-12-31T23:59:59.999Z", "2028-12-31T23:59:59.999Z"],
  ])("bought at %s ends at %s", (purchasedAt, expiresAt) => {
    const coverage = { edition: "general-purpose", levels: ["aca"] } as const;
    const origin = { source: { kind: "order", id: "ord_1" }, ownerId: "ana" } as const;
    expect(issueCode("EDU-0000-0000-0000-0001-1", coverage, origin, programme, purchasedAt)).toEqual({
      code: "EDU-0000-0000-0000-0001-1",
      coverage,
      programmeVersion: 1,
      purchasedAt,
      expiresAt,
      source: { kind: "order", id: "ord_1" },
      ownerId: "ana",
      state: "issued",
    });
  });

  test("keeps the months and the version of the programme that it is issued under", () => {
    const under = { ...programme, version: 7, authorizationCodeMonths: 1 };
    const coverage = { edition: "single-subject", certificationId: "acp-cloud-computing" } as const;
    const issued = issueCode("EDU-1", coverage, { source: { kind: "batch", id: "bat_1" } }, under, day);
    expect(issued).toMatchObject({ programmeVersion: 7, expiresAt: "2027-01-01T00:00:00.000Z" });
    expect(issued.ownerId).toBeUndefined();
  });
});

describe("a code's status", () => {
  test.each<[string, AuthorizationCode, string, string]>([
    ["issued one millisecond before its end", code(), "2027-11-22T09:29:59.999Z", "issued"],
    ["expired at its end", code(), "2027-11-22T09:30:00.000Z", "expired"],
    ["expired after its end", code(), "2027-11-22T09:30:00.001Z", "expired"],
    ["redeemed, also after its end", redeemed, "2028-01-01T00:00:00.000Z", "redeemed"],
    ["cancelled, also after its end", cancelled, "2028-01-01T00:00:00.000Z", "cancelled"],
  ])("is %s", (_, one, now, status) => {
    expect(authorizationCodeStatus(one, now)).toBe(status);
  });
});

describe("giving a code", () => {
  const present = { recipientEmail: "ben@example.org", message: "Good luck" };

  test("keeps to whom, what was said and when; all else stays as it was", () => {
    const given = acceptedBy(give(code(), ana, present, day));
    expect(given).toEqual({
      ...code(),
      gift: { recipientEmail: "ben@example.org", message: "Good luck", givenAt: "2026-12-01T00:00:00.000Z" },
    });
  });

  test.each<[string, AuthorizationCode | undefined, string, string]>([
    ["there is none", undefined, day, "authorization-code-not-found"],
    ["another account owns it", code({ ownerId: "ben" }), day, "authorization-code-not-found"],
    ["nobody owns it", code({ ownerId: undefined }), day, "authorization-code-not-found"],
    ["another's was cancelled", { ...cancelled, ownerId: "ben" }, day, "authorization-code-not-found"],
    ["it was cancelled", { ...cancelled, gift }, "2028-01-01T00:00:00.000Z", "authorization-code-cancelled"],
    ["it was redeemed", { ...redeemed, gift }, "2028-01-01T00:00:00.000Z", "authorization-code-already-redeemed"],
    ["it ends at this instant", code({ gift }), "2027-11-22T09:30:00.000Z", "authorization-code-expired"],
    ["it ended a millisecond ago", code(), "2027-11-22T09:30:00.001Z", "authorization-code-expired"],
    ["it was given already", code({ gift }), "2027-11-22T09:29:59.999Z", "authorization-code-already-given"],
    ["nothing stands against it, until its last millisecond", code(), "2027-11-22T09:29:59.999Z", "accepted"],
  ])("when %s is $3", (_, one, now, answer) => {
    expect(refusalOf(give(one, ana, present, now))).toBe(answer);
  });

  test("is not for staff, nor for its recipient", () => {
    expect(refusalOf(give(code(), staff, present, day))).toBe("authorization-code-not-found");
    expect(refusalOf(give(code({ gift }), ben, present, day))).toBe("authorization-code-not-found");
  });
});

describe("cancelling a code", () => {
  test("keeps when; all else stays as it was", () => {
    expect(acceptedBy(cancelCode(code({ gift }), day))).toEqual({
      ...code({ gift }),
      state: "cancelled",
      cancelledAt: "2026-12-01T00:00:00.000Z",
    });
  });

  test.each<[string, AuthorizationCode | undefined, string, string]>([
    ["there is none", undefined, day, "authorization-code-not-found"],
    ["it was cancelled", cancelled, "2028-01-01T00:00:00.000Z", "authorization-code-cancelled"],
    ["it was redeemed", redeemed, "2028-01-01T00:00:00.000Z", "authorization-code-already-redeemed"],
    ["it ends at this instant", code(), "2027-11-22T09:30:00.000Z", "authorization-code-expired"],
    ["it has a millisecond left", code(), "2027-11-22T09:29:59.999Z", "accepted"],
    ["nobody owns it", code({ ownerId: undefined }), day, "accepted"],
  ])("when %s is $3", (_, one, now, answer) => {
    expect(refusalOf(cancelCode(one, now))).toBe(answer);
  });
});

describe("a code is seen", () => {
  const redeemedGift: RedeemedCode = { ...redeemed, gift, redeemedBy: "ben" };
  const granted = code({ ownerId: undefined });
  test.each<[string, AuthorizationCode, typeof ana, boolean]>([
    ["by its owner", code(), ana, true],
    ["by staff", code(), staff, true],
    ["by no other", code(), ben, false],
    ["by its owner, who gave it away", code({ gift }), ana, true],
    ["by its recipient", code({ gift }), ben, true],
    ["by no recipient with an unverified address", code({ gift }), account("ben", { emailVerified: false }), false],
    ["by no other than the recipient", code({ gift }), account("eve"), false],
    ["by whoever holds a granted one", granted, ben, true],
    ["by whoever holds a granted one that was cancelled", { ...cancelled, ownerId: undefined }, ben, true],
    ["by who redeemed a granted one", { ...redeemed, ownerId: undefined }, ana, true],
    ["by no other, once a granted one is redeemed", { ...redeemed, ownerId: undefined }, ben, false],
    ["by who redeemed a gift, whatever the address is now", redeemedGift, account("ben", { email: "b@b.org" }), true],
    ["by its owner, when another redeemed it", redeemedGift, ana, true],
  ])("%s", (_, one, by, seen) => {
    expect(refusalOf(visibleCode(one, by))).toBe(seen ? "accepted" : "authorization-code-not-found");
  });

  test("by nobody, when there is none", () => {
    expect(refusalOf(visibleCode(undefined, staff))).toBe("authorization-code-not-found");
  });
});
