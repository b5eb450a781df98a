import { describe, expect, test } from "vitest";
import { type Application, apply, visibleApplication, withdraw } from "../../../shared/domain/partner/application.ts";
import { approve, reject } from "../../../shared/domain/partner/application-decision.ts";
import {
  drawToken,
  type Invitation,
  invitationStatus,
  invite,
  revokeInvitation,
  usable,
} from "../../../shared/domain/partner/invitation.ts";
import { acceptedBy, ana, ben, refusalOf, staff } from "../given.ts";
import { acme, belonging, link, other, waiting } from "../organizations.ts";

const now = "2026-12-05T00:00:00.000Z";
const details = { fullName: "Ana Sá", email: "ana@example.org" };

describe("an invitation", () => {
  test("is good for the 30 days after it was made, to the instant, and not at its end", () => {
    const made = acceptedBy(invite(acme, ben, "0f", "2026-12-01T00:00:00.000Z"));

    expect(made).toEqual(link);
    expect(invitationStatus(made, "2026-12-30T23:59:59.999Z")).toBe("active");
    expect(invitationStatus(made, "2026-12-31T00:00:00.000Z")).toBe("expired");
  });

  test("is named by 128 random bits in hexadecimal digits, leading zeros too", () => {
    expect(drawToken((bytes) => Uint8Array.from({ length: bytes }, (_, at) => at))).toBe(
      "000102030405060708090a0b0c0d0e0f",
    );
  });

  test("that was revoked stays revoked at its first revocation, before its end and behind it", () => {
    const revoked = acceptedBy(revokeInvitation(link, acme, now));

    expect(revoked).toEqual({ ...link, revokedAt: now });
    expect(acceptedBy(revokeInvitation(revoked, acme, "2027-01-01T00:00:00.000Z"))).toBe(revoked);
    expect(invitationStatus(revoked, "2027-01-01T00:00:00.000Z")).toBe("revoked");
  });

  test("is revoked by its own organization alone", () => {
    expect(refusalOf(revokeInvitation(link, other, now))).toBe("invitation-not-found");
    expect(refusalOf(revokeInvitation(undefined, acme, now))).toBe("invitation-not-found");
  });

  test("can be used until it is revoked or ends", () => {
    const until = (invitation: Invitation | undefined, at: string) => refusalOf(usable(invitation, at));

    expect(until(link, "2026-12-30T23:59:59.999Z")).toBe("accepted");
    expect(until(link, "2026-12-31T00:00:00.000Z")).toBe("invitation-expired");
    expect(until({ ...link, revokedAt: now }, "2027-12-31T00:00:00.000Z")).toBe("invitation-revoked");
    expect(until(undefined, now)).toBe("invitation-not-found");
  });
});

describe("applying (R22)", () => {
  const applying = (facts: Partial<Parameters<typeof apply>[0]>) =>
    apply(
      { invitation: link, membership: undefined, earlier: undefined, partner: acme, ...facts },
      details,
      ana,
      "app_1",
      now,
    );

  test("an application waits for its organization, and names who invited", () => {
    const named = { applicationId: "app_1", organizationId: "org_acme", accountId: "ana", invitedBy: "ben" };

    expect(acceptedBy(applying({}))).toEqual({ ...details, ...named, state: "pending", appliedAt: now });
  });

  test.each(["approved", "rejected", "withdrawn"] as const)("one that was %s is opened afresh", (state) => {
    const earlier: Application = { ...waiting, state, decidedAt: now, reason: "No" };

    expect(acceptedBy(applying({ earlier, membership: { accountId: "ana" } }))).not.toHaveProperty("reason");
  });

  test("of two reasons against it, the one that stands first is told", () => {
    const elsewhere = belonging("ana", "member", { organizationId: "org_other" });

    expect(refusalOf(applying({ earlier: waiting }))).toBe("application-already-pending");
    expect(refusalOf(applying({ earlier: waiting, membership: elsewhere }))).toBe("account-in-another-organization");
    expect(refusalOf(applying({ membership: belonging("ana", "manager") }))).toBe("already-a-member");
    const revokedAt = "2026-12-02T00:00:00.000Z";
    expect(refusalOf(applying({ invitation: { ...link, revokedAt }, membership: elsewhere }))).toBe(
      "invitation-revoked",
    );
  });
});

describe("deciding on an application (R22)", () => {
  const nobody = () => undefined;

  test("an approved applicant joins as a plain member, with the details of the application", () => {
    const { application, membership } = acceptedBy(approve(waiting, acme, nobody, now));

    expect(application).toEqual({ ...waiting, state: "approved", decidedAt: now });
    const applied = { fullName: "Ana Sá", email: "ana@example.org", department: "R&D", employeeNumber: "7" };
    expect(membership).toEqual({
      accountId: "ana",
      member: { ...applied, organizationId: "org_acme", role: "member", since: now, examCodes: [] },
    });
  });

  test("a rejected applicant is told the reason", () => {
    expect(acceptedBy(reject(waiting, acme, "No", now))).toEqual({
      ...waiting,
      state: "rejected",
      decidedAt: now,
      reason: "No",
    });
  });

  test.each(["approved", "rejected", "withdrawn"] as const)("one that was %s is not decided again", (state) => {
    const member = () => belonging("ana", "member");

    expect(refusalOf(approve({ ...waiting, state }, acme, member, now))).toBe("application-not-pending");
    expect(refusalOf(reject({ ...waiting, state }, acme, undefined, now))).toBe("application-not-pending");
    expect(refusalOf(withdraw({ ...waiting, state }, ana, undefined, now))).toBe("application-not-pending");
  });

  test("who belongs to an organization by now is not taken in (R21)", () => {
    const at = (organizationId: string) => () => belonging("ana", "member", { organizationId });

    expect(refusalOf(approve(waiting, acme, at("org_other"), now))).toBe("account-in-another-organization");
    expect(refusalOf(approve(waiting, acme, at("org_acme"), now))).toBe("already-a-member");
  });

  test("another organization's application does not exist", () => {
    expect(refusalOf(approve(waiting, other, nobody, now))).toBe("application-not-found");
    expect(refusalOf(reject(waiting, other, undefined, now))).toBe("application-not-found");
    expect(refusalOf(reject(undefined, acme, undefined, now))).toBe("application-not-found");
  });

  test("the applicant, the managers and staff see it; the applicant alone takes it back", () => {
    const [member, manager] = [belonging("ben", "member"), belonging("ben", "manager")];
    const elsewhere = belonging("ben", "manager", { organizationId: "org_other" });

    expect(refusalOf(visibleApplication(waiting, ana, undefined))).toBe("accepted");
    expect(refusalOf(visibleApplication(waiting, staff, undefined))).toBe("accepted");
    expect(refusalOf(visibleApplication(waiting, ben, manager))).toBe("accepted");
    for (const membership of [undefined, member, elsewhere]) {
      expect(refusalOf(visibleApplication(waiting, ben, membership))).toBe("application-not-found");
      expect(refusalOf(withdraw(waiting, ben, membership, now))).toBe("application-not-found");
    }
    expect(refusalOf(withdraw(waiting, ben, manager, now))).toBe("applicant-only");
    expect(acceptedBy(withdraw(waiting, ana, undefined, now))).toEqual({
      ...waiting,
      state: "withdrawn",
      decidedAt: now,
    });
  });
});
