import { describe, expect, test } from "vitest";
import { takeOn } from "../../../shared/domain/partner/agreement.ts";
import { quit, remove } from "../../../shared/domain/partner/leaving.ts";
import {
  type Authority,
  actingFor,
  isFoundBy,
  join,
  type Member,
  type Membership,
  organizationAt,
  withRole,
} from "../../../shared/domain/partner/membership.ts";
import { acceptedBy, account, ana, ben, refusalOf, staff } from "../given.ts";
import { acme, belonging, other } from "../organizations.ts";

const now = "2026-11-22T09:30:00.000Z";

describe("acting for an organization", () => {
  const cases: readonly [Authority, Member["role"], string][] = [
    ["member", "member", "accepted"],
    ["member", "manager", "accepted"],
    ["member", "main", "accepted"],
    ["manager", "member", "managers-only"],
    ["manager", "manager", "accepted"],
    ["manager", "main", "accepted"],
    ["main", "member", "main-account-only"],
    ["main", "manager", "main-account-only"],
    ["main", "main", "accepted"],
  ];

  test.each(cases)("where a %s is needed, a %s is %s", (needed, role, answer) => {
    expect(refusalOf(actingFor(acme, ana, belonging("ana", role), needed))).toBe(answer);
  });

  test("staff act for any that exists, without belonging to it", () => {
    expect(refusalOf(actingFor(acme, staff, undefined, "main"))).toBe("accepted");
    expect(refusalOf(actingFor(undefined, staff, undefined, "main"))).toBe("organization-not-found");
  });

  test("for an account that belongs elsewhere, or nowhere, it does not exist", () => {
    const elsewhere = belonging("ana", "main", { organizationId: other.organizationId });
    for (const membership of [undefined, { accountId: "ana" }, elsewhere]) {
      expect(refusalOf(actingFor(acme, ana, membership, "member"))).toBe("organization-not-found");
      expect(refusalOf(actingFor(acme, ana, membership, "member", "partner-not-found"))).toBe("partner-not-found");
    }
  });
});

describe("joining (R21)", () => {
  const member = { fullName: "Ana Sá", organizationId: acme.organizationId, role: "member", since: now } as const;

  test("who belongs nowhere joins, with no exam codes yet", () => {
    for (const membership of [undefined, { accountId: "ana" }]) {
      expect(acceptedBy(join(membership, "ana", member))).toEqual({
        accountId: "ana",
        member: { ...member, examCodes: [] },
      });
    }
  });

  test("who belongs to this organization or to another does not", () => {
    const elsewhere = belonging("ana", "member", { organizationId: other.organizationId });
    expect(refusalOf(join(belonging("ana", "member"), "ana", member))).toBe("already-a-member");
    expect(refusalOf(join(elsewhere, "ana", member))).toBe("account-in-another-organization");
  });
});

describe("leaving (R21)", () => {
  test("a member that quits is told with what it had, and belongs nowhere", () => {
    const membership = belonging("ana", "manager", { examCodes: ["EXC-1"] });

    const left = acceptedBy(quit(membership, acme, now));

    const { organizationId, since } = membership.member;
    const past = [{ organizationId, since, until: now }];
    expect(left).toEqual({ member: membership.member, membership: { accountId: "ana", past } });
  });

  test("the latest twenty memberships are kept", () => {
    const minute = (each: number, second: string) => `2026-11-22T09:${10 + each}:${second}.000Z`;
    let membership: Membership | undefined;
    for (let each = 0; each < 30; each += 1) {
      const member = { fullName: "Ana Sá", organizationId: `org_${each}`, role: "member" } as const;
      const joined = acceptedBy(join(membership, "ana", { ...member, since: minute(each, "00") }));
      membership = acceptedBy(quit(joined, acme, minute(each, "30"))).membership;
    }

    expect(membership?.past?.map(({ organizationId }) => organizationId)).toEqual(
      Array.from({ length: 20 }, (_, each) => `org_${10 + each}`),
    );
    expect(organizationAt(membership, minute(10, "10"))).toBe("org_10");
    expect(organizationAt(membership, minute(9, "10"))).toBeUndefined();
  });

  test("who belongs nowhere cannot quit, nor can the main account", () => {
    expect(refusalOf(quit(undefined, acme, now))).toBe("not-in-an-organization");
    expect(refusalOf(quit({ accountId: "ana" }, acme, now))).toBe("not-in-an-organization");
    expect(refusalOf(quit(belonging("mia", "main"), acme, now))).toBe("main-account-cannot-leave");
  });

  test("the main account can leave once the partnership has ended", () => {
    const ended = { ...acme, ended: { at: now, reason: "Notice was given" } };

    expect(refusalOf(quit(belonging("mia", "main"), ended, now))).toBe("accepted");
  });

  const removals: readonly [string, Membership | undefined, typeof ana, string][] = [
    ["a member, by a manager", belonging("ana", "member"), ben, "accepted"],
    ["a manager, by another", belonging("ana", "manager"), ben, "main-account-only"],
    ["a manager, by the main account", belonging("ana", "manager"), account("mia"), "accepted"],
    ["a manager, by staff", belonging("ana", "manager"), staff, "accepted"],
    ["a manager, by itself", belonging("ben", "manager"), ben, "accepted"],
    ["the main account, by a manager", belonging("mia", "main"), ben, "main-account-cannot-leave"],
    ["the main account, by itself", belonging("mia", "main"), account("mia"), "main-account-cannot-leave"],
    ["the main account, by staff", belonging("mia", "main"), staff, "main-account-cannot-leave"],
    ["nobody", undefined, ben, "member-not-found"],
    ["who has left", { accountId: "ana" }, ben, "member-not-found"],
    [
      "another organization's member",
      belonging("ana", "member", { organizationId: other.organizationId }),
      staff,
      "member-not-found",
    ],
  ];

  test.each(removals)("removing %s", (_, membership, by, answer) => {
    expect(refusalOf(remove(membership, acme, by, now))).toBe(answer);
  });
});

describe("where an account belonged at an instant (R27)", () => {
  const past = [
    { organizationId: "org_first", since: "2026-02-01T00:00:00.000Z", until: "2026-03-01T00:00:00.000Z" },
    { organizationId: "org_second", since: "2026-03-05T00:00:00.000Z", until: "2026-04-01T00:00:00.000Z" },
  ];
  const moved: Membership = { ...belonging("ana", "member", { since: "2026-05-01T00:00:00.000Z" }), past };

  test.each([
    ["before it joined any", "2026-01-31T23:59:59.999Z", undefined],
    ["from the instant at which it joined the first", "2026-02-01T00:00:00.000Z", "org_first"],
    ["until it left that", "2026-02-28T23:59:59.999Z", "org_first"],
    ["at the instant at which it left that", "2026-03-01T00:00:00.000Z", undefined],
    ["in the second", "2026-03-31T00:00:00.000Z", "org_second"],
    ["between two", "2026-04-15T00:00:00.000Z", undefined],
    ["from the instant at which it joined where it is", "2026-05-01T00:00:00.000Z", acme.organizationId],
    ["since then", now, acme.organizationId],
  ])("%s", (_, at, organizationId) => {
    expect(organizationAt(moved, at)).toBe(organizationId);
  });

  test("who never belonged anywhere belonged nowhere", () => {
    expect(organizationAt(undefined, now)).toBeUndefined();
    expect(organizationAt({ accountId: "ana" }, now)).toBeUndefined();
  });
});

describe("roles", () => {
  test("a member becomes a manager and again a member; nothing else of it changes", () => {
    const before = belonging("ana", "member", { examCodes: ["EXC-1"], department: "R&D" });
    const named = acceptedBy(withRole(before, acme, "manager"));

    expect(named).toEqual({ ...before, member: { ...before.member, role: "manager" } });
    expect(acceptedBy(withRole(named, acme, "member"))).toEqual(before);
  });

  test("the main account's role is fixed, and only members have one", () => {
    expect(refusalOf(withRole(belonging("mia", "main"), acme, "member"))).toBe("role-is-fixed");
    expect(refusalOf(withRole(undefined, acme, "member"))).toBe("member-not-found");
    expect(refusalOf(withRole(belonging("ana", "member"), other, "member"))).toBe("member-not-found");
  });
});

describe("searching members", () => {
  const named = (fullName: string, email?: string): Member => {
    const { member } = belonging("ana", "member", { fullName, email });
    return member;
  };

  test.each([
    ["Ana Sá", "ANA", true],
    ["Ana Sá", "sa", false],
    ["İbrahim Yılmaz", "İBRAHIM", true],
    ["Ναυσικᾶς", "ναυσικᾶσ", true],
    ["ﷺ", "صلى", true],
    ["王小明", "小", true],
    ["王小明", "大", false],
  ])("in %s, %s is found: %s", (fullName, searched, found) => {
    expect(isFoundBy(named(fullName), searched)).toBe(found);
  });

  test("an e-mail address is searched where there is one", () => {
    expect(isFoundBy(named("Ana Sá", "as@example.org"), "AS@EX")).toBe(true);
    expect(isFoundBy(named("Ana Sá"), "as@ex")).toBe(false);
  });
});

describe("taking a partner on", () => {
  const ids = { partnerId: "par_1", organizationId: "org_1" };
  const random = (bytes: number) => new Uint8Array(bytes);
  const agreed = (mainAccount?: Membership, fields: object = {}) =>
    takeOn({ name: "Acme", mainAccountId: "mia", ...fields }, ids, mainAccount, "sam", random, now);

  test("the main account is called by the name, the address or the account that is known of it", () => {
    const nameOf = (fields: object) => acceptedBy(agreed(undefined, fields)).membership.member?.fullName;

    expect(nameOf({ mainAccountName: "Mia Main", mainAccountEmail: "mia@example.org" })).toBe("Mia Main");
    expect(nameOf({ mainAccountEmail: "mia@example.org" })).toBe("mia@example.org");
    expect(nameOf({})).toBe("mia");
  });

  test("each level with coupons is granted what it has without any certificate (R23)", () => {
    const { granted, partner } = acceptedBy(agreed());

    expect(granted.map(({ kind, level, quantity, partnerId, by }) => [kind, level, quantity, partnerId, by])).toEqual([
      ["granted", "acp", 10, "par_1", "sam"],
      ["granted", "ace", 2, "par_1", "sam"],
    ]);
    expect(partner.levels).toEqual({});
  });

  test("the main account of one partner is not another's (R21)", () => {
    expect(refusalOf(agreed(belonging("mia", "main")))).toBe("account-in-another-organization");
    expect(refusalOf(agreed({ accountId: "mia" }))).toBe("accepted");
  });
});
