import { describe, expect, test } from "vitest";
import {
  type Certificate,
  certificateStatus,
  claim,
  ownCertificate,
  revoke,
} from "../../../shared/domain/certificate/certificate.ts";
import { earnCertificate } from "../../../shared/domain/certificate/earn-certificate.ts";
import { publicCertificate } from "../../../shared/domain/certificate/public-certificate.ts";
import type { Standing } from "../../../shared/domain/exam/enrolment.ts";
import { acceptedBy, ana, ben, booked, claimable, refusalOf, registration, result, staff } from "../given.ts";

const claimed = acceptedBy(claim(claimable, ana, "2027-06-01T08:00:00.000Z"));
const revoked = acceptedBy(revoke(claimed, "impersonation", "2028-01-01T00:00:00.000Z"));
const revokedUnclaimed = acceptedBy(revoke(claimable, "impersonation", "2028-01-01T00:00:00.000Z"));

describe("a pass earns a certificate", () => {
  const identifiers = { certificateId: "cert_1", certificateNumber: "CRT-0123-4567-89AB-CDEF-K" };

  test("in the legal name, with the certification and the rules that were registered, to be claimed", () => {
    const reports = [
      booked("8851", "2027-04-01T00:00:00.000Z"),
      result("pass", "8851", "2027-05-03T00:00:00.000Z", { takenAt: "2027-05-01T12:00:00.000Z" }),
    ];
    expect(earnCertificate(registration("acp", reports), identifiers)).toEqual(claimable);
  });

  test("that was passed with the last of its exams, in whatever order their results came", () => {
    const places = [
      booked("8851", "2027-04-01T00:00:00.000Z"),
      booked("8852", "2027-04-02T00:00:00.000Z", { exam: "lab" }),
    ];
    const written = result("pass", "8851", "2027-09-09T00:00:00.000Z", {
      resultId: "res-1",
      takenAt: "2027-05-01T12:00:00.000Z",
    });
    const lab = result("pass", "8852", "2027-08-08T00:00:00.000Z", {
      resultId: "res-2",
      takenAt: "2027-08-01T12:00:00.000Z",
      exam: "lab",
    });
    expect(earnCertificate(registration("ace", [...places, written, lab]), identifiers).passedAt).toBe(
      "2027-08-01T12:00:00.000Z",
    );
    expect(earnCertificate(registration("ace", [lab, written, ...places]), identifiers).passedAt).toBe(
      "2027-08-01T12:00:00.000Z",
    );
  });

  test("whose passing is dated by the pass, not by a failed sitting after it", () => {
    const reports = [
      booked("8851", "2027-04-01T00:00:00.000Z"),
      result("pass", "8851", "2027-05-02T00:00:00.000Z", { resultId: "res-1", takenAt: "2027-05-01T12:00:00.000Z" }),
      result("fail", undefined, "2027-06-02T00:00:00.000Z", { resultId: "res-2", takenAt: "2027-06-01T12:00:00.000Z" }),
    ];
    expect(earnCertificate(registration("acp", reports), identifiers).passedAt).toBe("2027-05-01T12:00:00.000Z");
  });
});

describe("claiming", () => {
  test.each([
    ["2027-06-01T08:00:00.000Z", "2029-06-01T08:00:00.000Z"],
    ["2028-02-29T00:00:00.000Z", "2030-02-28T00:00:00.000Z"],
    ["2028-02-29T23:59:59.999Z", "2030-02-28T23:59:59.999Z"],
    ["2026-02-28T12:00:00.000Z", "2028-02-28T12:00:00.000Z"],
    ["2027-03-01T00:00:00.000Z", "2029-03-01T00:00:00.000Z"],
    ["2027-12-31T23:59:59.999Z", "2029-12-31T23:59:59.999Z"],
  ])("at %s makes it valid until %s", (now, validUntil) => {
    expect(acceptedBy(claim(claimable, ana, now))).toEqual({
      ...claimable,
      state: "claimed",
      claimedAt: now,
      validUntil,
    });
  });

  test.each<[string, Certificate | undefined, typeof ana, string]>([
    ["its holder", claimable, ana, "accepted"],
    ["its holder a second time", claimed, ana, "certificate-already-claimed"],
    [
      "its holder after its end",
      { ...claimed, validUntil: "2027-06-01T08:00:00.000Z" },
      ana,
      "certificate-already-claimed",
    ],
    ["its holder when it was revoked", revoked, ana, "certificate-revoked"],
    ["its holder when it was revoked unclaimed", revokedUnclaimed, ana, "certificate-revoked"],
    ["another", claimable, ben, "certificate-not-found"],
    ["another, when it was claimed", claimed, ben, "certificate-not-found"],
    ["staff", claimable, staff, "certificate-not-found"],
    ["its holder, when there is none", undefined, ana, "certificate-not-found"],
  ])("by %s is $3", (_, certificate, by, answer) => {
    expect(refusalOf(claim(certificate, by, "2027-07-01T00:00:00.000Z"))).toBe(answer);
  });

  // Two waiting ones only exist in items of an earlier version.
  test.each<[string, Standing, string]>([
    ["waits too", { phase: "passed" }, "accepted"],
    [
      "was claimed since its pass",
      { phase: "certified", since: "2027-05-20T00:00:00.000Z", validUntil: "2029-05-20T00:00:00.000Z" },
      "already-certified",
    ],
    [
      "was valid when its exam was sat",
      { phase: "certified", since: "2027-04-20T00:00:00.000Z", validUntil: "2029-04-20T00:00:00.000Z" },
      "sat-while-certified",
    ],
    [
      "was revoked before its exam was sat",
      { phase: "revoked", since: "2027-04-20T00:00:00.000Z", until: "2027-04-30T00:00:00.000Z" },
      "accepted",
    ],
  ])("beside another that %s: $2 (R8)", (_, standing, answer) => {
    const { accountId, certification } = claimable;
    const standings = [{ of: "reg_other", standing }];
    const enrolment = { accountId, certificationId: certification.certificationId, standings };
    expect(refusalOf(claim(claimable, ana, "2027-07-01T00:00:00.000Z", enrolment))).toBe(answer);
  });
});

describe("a certificate's status", () => {
  test.each<[string, Certificate, string, string]>([
    ["claimable for ever, before it is claimed", claimable, "9999-01-01T00:00:00.000Z", "claimable"],
    ["valid from its claim", claimed, "2027-06-01T08:00:00.000Z", "valid"],
    ["valid a millisecond before its end", claimed, "2029-06-01T07:59:59.999Z", "valid"],
    ["expired at its end", claimed, "2029-06-01T08:00:00.000Z", "expired"],
    ["expired after its end", claimed, "2029-06-01T08:00:00.001Z", "expired"],
    ["revoked, also after its end", revoked, "2029-06-01T08:00:00.001Z", "revoked"],
    ["revoked, when it was never claimed", revokedUnclaimed, "2028-01-01T00:00:00.000Z", "revoked"],
  ])("is %s", (_, certificate, now, status) => {
    expect(certificateStatus(certificate, now)).toBe(status);
  });
});

describe("revoking", () => {
  test("keeps when, why and what the certificate was", () => {
    expect(revoked).toEqual({
      ...claimable,
      state: "revoked",
      claimedAt: "2027-06-01T08:00:00.000Z",
      validUntil: "2029-06-01T08:00:00.000Z",
      revokedAt: "2028-01-01T00:00:00.000Z",
      revocationReason: "impersonation",
    });
    expect(revokedUnclaimed).toEqual({
      ...claimable,
      state: "revoked",
      revokedAt: "2028-01-01T00:00:00.000Z",
      revocationReason: "impersonation",
    });
  });

  test("is done once, of one that there is", () => {
    expect(refusalOf(revoke(revoked, "again", "2028-02-01T00:00:00.000Z"))).toBe("certificate-revoked");
    expect(refusalOf(revoke(revokedUnclaimed, "again", "2028-02-01T00:00:00.000Z"))).toBe("certificate-revoked");
    expect(refusalOf(revoke(undefined, "none", "2028-02-01T00:00:00.000Z"))).toBe("certificate-not-found");
  });
});

describe("a certificate is seen", () => {
  test("in full by its holder and by staff alone", () => {
    expect(refusalOf(ownCertificate(claimable, ana))).toBe("accepted");
    expect(refusalOf(ownCertificate(claimable, staff))).toBe("accepted");
    expect(refusalOf(ownCertificate(claimable, ben))).toBe("certificate-not-found");
    expect(refusalOf(ownCertificate(undefined, staff))).toBe("certificate-not-found");
  });

  test.each<[string, Certificate | undefined, string]>([
    ["once it was claimed", claimed, "accepted"],
    ["when it was revoked after its claim", revoked, "accepted"],
    ["not before it was claimed", claimable, "certificate-not-found"],
    ["not when it was revoked without a claim", revokedUnclaimed, "certificate-not-found"],
    ["not when there is none", undefined, "certificate-not-found"],
  ])("by anyone %s", (_, certificate, answer) => {
    expect(refusalOf(publicCertificate(certificate))).toBe(answer);
  });

  test("by anyone with the dates of its claim and of its end", () => {
    const dates = { claimedAt: "2027-06-01T08:00:00.000Z", validUntil: "2029-06-01T08:00:00.000Z" };
    expect(acceptedBy(publicCertificate(claimed))).toMatchObject(dates);
    expect(acceptedBy(publicCertificate(revoked))).toMatchObject({ ...dates, state: "revoked" });
  });
});
