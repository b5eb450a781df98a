import { describe, expect, test } from "vitest";
import { type Enrolment, mayTakeExam, type Standing } from "../../../shared/domain/exam/enrolment.ts";
import { type ExamCode, examCodeStatus, holderOf } from "../../../shared/domain/exam/exam-code.ts";
import { payerOf } from "../../../shared/domain/exam/exam-code-bearer.ts";
import { examCodeDue } from "../../../shared/domain/exam/exam-code-end.ts";
import {
  assignExamCode,
  managedExamCode,
  maximumUnused,
  returnableExamCode,
  returnExamCode,
  visibleExamCode,
} from "../../../shared/domain/partner/assignment.ts";
import type { Membership, Role } from "../../../shared/domain/partner/membership.ts";
import { currentProgramme } from "../../../shared/domain/programme/default-programme.ts";
import { acceptedBy, account, ana, ben, refusalOf, staff } from "../given.ts";

const issuedAt = "2026-11-22T09:30:00.000Z";
const expiresAt = "2027-11-22T09:30:00.000Z";
const now = "2027-01-01T00:00:00.000Z";

function code(fields: Partial<ExamCode> = {}): ExamCode {
  return {
    code: "EXC-1",
    partnerId: "par_1",
    exam: "written",
    programmeVersion: 1,
    changeId: "bch_1",
    holdings: [],
    certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" },
    issuedAt,
    expiresAt,
    ...fields,
  };
}

function membership(accountId: string, role: Role = "member", examCodes: string[] = [], at = "org_1"): Membership {
  const details = { fullName: `${accountId} of Example`, email: `${accountId}@example.org` };
  return { accountId, member: { ...details, organizationId: at, role, since: issuedAt, examCodes } };
}

const used = { used: { at: "2026-12-01T00:00:00.000Z", resultId: "res_1" } };

function announcementOf(of: ExamCode) {
  const due = examCodeDue(of);
  return due !== undefined && "announcement" in due ? due.announcement : undefined;
}

/** Ana's code since the first of December, optionally until an instant. */
function anas(fields: Partial<ExamCode> = {}, until?: string): ExamCode {
  const since = "2026-12-01T00:00:00.000Z";
  return code({ holdings: [{ accountId: "ana", fullName: "ana of Example", since, until }], ...fields });
}

const standing = (...standings: Standing[]): Enrolment => ({
  accountId: "ana",
  certificationId: "acp-cloud-computing",
  standings: standings.map((each, at) => ({ of: `reg_${at}`, standing: each })),
});

const give = (given: ExamCode, fields: Partial<Parameters<typeof assignExamCode>[1]> = {}, at = now) =>
  assignExamCode(given, { membership: membership("ana"), codes: [], enrolment: undefined, ...fields }, at);

describe("a code that is given to a member (R25)", () => {
  test("is with that member from then on, and stands in its list", () => {
    const { code: given, membership: after } = acceptedBy(give(code()));

    expect(holderOf(given)).toEqual({
      accountId: "ana",
      fullName: "ana of Example",
      email: "ana@example.org",
      since: now,
    });
    expect(examCodeStatus(given, now)).toBe("assigned");
    expect(after.member?.examCodes).toEqual(["EXC-1"]);
  });

  test.each([
    ["someone who belongs to no organization", { membership: { accountId: "ana" } }],
    ["someone who never belonged to one", { membership: undefined }],
    ["a member of another organization", { membership: membership("ana", "member", [], "org_2") }],
  ])("cannot be given to %s", (_, fields) => {
    expect(refusalOf(give(code(), fields))).toBe("member-not-found");
  });

  test.each([
    ["was used", code(used), "exam-code-used"],
    ["was used by the member who has it", anas(used), "exam-code-used"],
    ["was used and has ended", code({ ...used, expiresAt: now }), "exam-code-used"],
    ["ends at this instant", code({ expiresAt: now }), "exam-code-expired"],
    ["is with a member who let it end", anas({ expiresAt: now }), "exam-code-expired"],
    ["is with a member already", anas(), "exam-code-already-assigned"],
  ])("cannot be one that %s", (_, given, refusal) => {
    expect(refusalOf(give(given))).toBe(refusal);
  });

  test("can be one that came back, and one that ends in a millisecond", () => {
    expect(refusalOf(give(anas({}, now)))).toBe("accepted");
    expect(refusalOf(give(code({ expiresAt: "2027-01-01T00:00:00.001Z" })))).toBe("accepted");
  });

  test("is refused for a member with twenty unused codes; used and expired ones do not count", () => {
    const held = Array.from({ length: maximumUnused }, (_, at) => anas({ code: `EXC-${100 + at}` }));
    const list = (codes: ExamCode[]) => ({
      codes,
      membership: membership(
        "ana",
        "member",
        codes.map((each) => each.code),
      ),
    });

    expect(refusalOf(give(code(), list(held)))).toBe("too-many-exam-codes");
    expect(refusalOf(give(code(), list(held.slice(1))))).toBe("accepted");
    expect(refusalOf(give(code(), list(held.with(7, anas({ code: "EXC-107", ...used })))))).toBe("accepted");
    expect(refusalOf(give(code(), list(held.with(7, anas({ code: "EXC-107", expiresAt: now })))))).toBe("accepted");
  });

  test("leaves the latest forty used and expired ones in the member's list, and all unused ones", () => {
    const over = Array.from({ length: 45 }, (_, at) => anas({ code: `EXC-${100 + at}`, ...used }));
    const codes = [anas({ code: "EXC-99" }), ...over];
    const before = membership(
      "ana",
      "member",
      codes.map((each) => each.code),
    );

    const { membership: after } = acceptedBy(give(code(), { codes, membership: before }));

    const kept = over.slice(5).map((each) => each.code);
    expect(after.member?.examCodes).toEqual(["EXC-99", ...kept, "EXC-1"]);
  });

  test.each([
    ["an unclaimed pass", standing({ phase: "passed" }), "certificate-not-claimed"],
    ["a valid certificate", standing({ phase: "certified", validUntil: expiresAt }), "certificate-still-valid"],
    [
      "an unclaimed pass of long ago beside a failed one",
      standing({ phase: "passed" }, { phase: "failed", at: now }),
      "certificate-not-claimed",
    ],
    ["a certificate that ends at this instant", standing({ phase: "certified", validUntil: now }), "accepted"],
    ["a revoked certificate", standing({ phase: "revoked" }), "accepted"],
    ["an open registration", standing({ phase: "open" }), "accepted"],
    ["nothing", undefined, "accepted"],
  ])("meets R8 where the member has %s", (_, enrolment, expected) => {
    expect(refusalOf(give(code(), { enrolment }))).toBe(expected);
  });

  test("may be given for the renewal of a certificate from its window on", () => {
    const under = { ...currentProgramme, renewalWindowDays: 30 };
    const certified = standing({ phase: "certified", validUntil: "2027-01-31T00:00:00.000Z" });

    expect(refusalOf(mayTakeExam(certified, under, now))).toBe("accepted");
    expect(refusalOf(mayTakeExam(certified, under, "2026-12-31T23:59:59.999Z"))).toBe("certificate-still-valid");
  });

  test("is announced only as far as its end still lies ahead of who gets it", () => {
    const next = (at: string) => announcementOf(acceptedBy(give(code(), {}, at)).code);

    expect(next("2027-10-23T09:29:59.999Z")).toEqual({ reminderDays: 30 });
    expect(next("2027-10-23T09:30:00.000Z")).toEqual({ reminderDays: 7 });
    expect(next("2027-11-15T09:30:00.000Z")).toBe("end");
  });
});

describe("a code that comes back (R25)", () => {
  const membershipOf = (accountId: string) => membership(accountId, "member", ["EXC-0", "EXC-1"]);

  test("is available again, and gone from the member's list; who had it when is kept", () => {
    const back = acceptedBy(returnExamCode(anas(), membershipOf, now));

    expect(examCodeStatus(back.code, now)).toBe("available");
    expect(back.membership?.member?.examCodes).toEqual(["EXC-0"]);
    expect(back.code.holdings).toMatchObject([{ accountId: "ana", until: now }]);
    expect(payerOf(back.code, "2026-12-15T00:00:00.000Z")?.accountId).toBe("ana");
    expect(payerOf(back.code, now)).toBeUndefined();
  });

  test("pays for nobody's sitting while nobody has it, even if another is given it before the result comes (R27)", () => {
    const back = acceptedBy(returnExamCode(anas(), membershipOf, now));
    const since = "2027-05-01T00:00:00.000Z";
    const given = { ...back.code, holdings: [...back.code.holdings, { accountId: "ben", fullName: "Ben", since }] };

    expect(payerOf(given, now)).toBeUndefined();
    expect(payerOf(given, since)?.accountId).toBe("ben");
    expect(payerOf({ ...given, holdings: given.holdings.slice(1) }, now)?.accountId).toBe("ben");
  });

  test.each([
    ["was used", anas(used), "exam-code-used"],
    ["has ended", anas({ expiresAt: now }), "exam-code-expired"],
    ["nobody has", code(), "exam-code-not-assigned"],
    ["came back already", anas({}, now), "exam-code-not-assigned"],
  ])("cannot be one that %s", (_, given, refusal) => {
    expect(refusalOf(returnExamCode(given, membershipOf, now))).toBe(refusal);
  });
});

describe("who may do what with a code", () => {
  const cy = account("cy");
  const roles = {
    "the main account": [cy, membership("cy", "main")],
    "a manager": [cy, membership("cy", "manager")],
    staff: [staff, undefined],
    "the holder": [ana, membership("ana")],
    "another member": [ben, membership("ben")],
    "a manager of another organization": [cy, membership("cy", "manager", [], "org_2")],
    "anyone else": [cy, undefined],
  } as const;
  const [found, hidden, managers] = ["accepted", "exam-code-not-found", "managers-only"] as const;

  test.each([
    ["the main account", found, found, found],
    ["a manager", found, found, found],
    ["staff", found, found, found],
    ["the holder", found, managers, found],
    ["another member", hidden, managers, managers],
    ["a manager of another organization", hidden, hidden, hidden],
    ["anyone else", hidden, hidden, hidden],
  ] as const)("%s: seen (%s), given (%s), taken back (%s)", (who, seen, given, back) => {
    const [by, own] = roles[who];
    const of = anas();

    expect([
      refusalOf(visibleExamCode(of, by, own)),
      refusalOf(managedExamCode(of, by, own)),
      refusalOf(returnableExamCode(of, by, own)),
    ]).toEqual([seen, given, back]);
    for (const rule of [visibleExamCode, managedExamCode, returnableExamCode]) {
      expect(refusalOf(rule(undefined, by, own))).toBe(hidden);
    }
  });

  test("who had it last is told that it came back, as long as it belongs there", () => {
    const of = anas({}, now);

    expect(refusalOf(returnableExamCode(of, ana, membership("ana")))).toBe("accepted");
    expect(refusalOf(returnableExamCode(of, ana, membership("ana", "member", [], "org_2")))).toBe(hidden);
    expect(refusalOf(visibleExamCode(of, ana, membership("ana")))).toBe(hidden);
  });
});
