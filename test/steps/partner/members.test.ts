import { expect, test } from "vitest";
import { getMe } from "../../../shared/contract/overview/account.ts";
import { removeMember } from "../../../shared/contract/partner/leaving.ts";
import { changeRole, listMembers } from "../../../shared/contract/partner/member-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { call, eventsOf, field, pageOf, pointers, refusal } from "../calls.ts";

const { partner, manager, member, crowd } = organizations;
type Given = organizations.Given;

const listing = ({ organizationId, main }: Given, query: Record<string, string> = {}, as: Claims = main) =>
  call(listMembers, { params: { organizationId }, query, as });

async function walk(of: Given, query: Record<string, string>) {
  const pages: Record<string, unknown>[][] = [];
  let cursor: string | undefined;
  do {
    const page = pageOf(await listing(of, { ...query, ...(cursor !== undefined && { cursor }) }));
    pages.push(page.data);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return pages;
}

const naming = ({ organizationId, main }: Given, accountId: string, role: string, as: Claims = main) =>
  call(changeRole, { params: { organizationId, accountId }, body: { role }, as });

test("managers and staff list the members with what they applied with", async () => {
  const acme = await partner();
  const ana = given.someone();
  await member(acme, ana, { fullName: "Ana Sá", department: "R&D", employeeNumber: "7" });

  const since = "2026-11-22T09:30:00.000Z";
  const expected = [
    { accountId: ana.sub, fullName: "Ana Sá", email: ana.email, role: "member", since, department: "R&D" },
    { accountId: acme.main.sub, fullName: "Mia Main", email: acme.main.email, role: "main", since },
  ];
  for (const as of [acme.main, given.staff]) {
    expect((await listing(acme, {}, as)).body).toEqual({
      data: [{ ...expected[0], employeeNumber: "7" }, expected[1]],
    });
  }
  expect(refusal(await listing(acme, {}, ana))).toEqual([403, "managers-only"]);
  expect(refusal(await listing(acme, {}, given.someone()))).toEqual([404, "organization-not-found"]);
});

test("a walk over 250 members gives every member once, by name, whatever the script", {
  timeout: 120_000,
}, async () => {
  const acme = await partner();
  const beginnings = ["a", "B", "é", "Ω", "ش", "王", "𠮷", "😀", "क्ष", "ß"];
  const accounts = await crowd(
    acme,
    Array.from({ length: 249 }, (_, each) => `${beginnings[each % 10]} member ${each % 83}`),
  );

  const pages = await walk(acme, { limit: "40" });

  expect(pages.map(({ length }) => length)).toEqual([40, 40, 40, 40, 40, 40, 10]);
  const ids = pages.flat().map(({ accountId }) => String(accountId));
  expect(ids.toSorted()).toEqual([...accounts, acme.main.sub].toSorted());
  const first = pages.flat().map(({ fullName }) => String(fullName).charAt(0).toLowerCase());
  expect(first.lastIndexOf("a")).toBeLessThan(first.indexOf("b"));
  expect(first.lastIndexOf("b")).toBeLessThan(first.indexOf("m"));
});

test("a search walks over all that it finds, a page at a time", async () => {
  const acme = await partner();
  const wanted = await crowd(
    acme,
    Array.from({ length: 45 }, (_, each) => `Lin ${each}`),
  );
  await crowd(
    acme,
    Array.from({ length: 45 }, (_, each) => `Bo ${each}`),
  );

  const pages = await walk(acme, { q: "LIN", limit: "20" });

  expect(pages.map(({ length }) => length)).toEqual([20, 20, 5]);
  expect(
    pages
      .flat()
      .map(({ accountId }) => String(accountId))
      .sort(),
  ).toEqual(wanted.toSorted());
});

test.each([
  ["a part of a name", "na s", "Ana Sá"],
  ["another case", "ANA SÁ", "Ana Sá"],
  ["Arabic", "شمس", "نور شمس الدين"],
  ["Chinese", "小明", "王小明"],
  ["a letter beyond the first plane", "𠮷", "𠮷田 太郎"],
  ["Greek with its final sigma", "ΣΟΦΟΣ", "Νίκος σοφός".replace("ό", "ο")],
  ["Cyrillic in another case", "ИВАН", "Пётр Иванов"],
  ["a letter composed of two", "jose\u0301", "José García"],
  ["a composed letter for one of two", "jos\u00e9", "Jose\u0301 García"],
  ["a mark that composes with nothing", "x\u0302", "Max\u0302 Muster"],
  ["Devanagari", "प्रिया", "प्रिया शर्मा"],
  ["wide letters", "ana", "Ａｎａ"],
  ["a double s for a sharp one", "STRASSER", "Jo Straßer"],
])("a search finds %s", async (_, q, fullName) => {
  const acme = await partner();
  await crowd(acme, ["Zoe Other", fullName.normalize("NFC"), "Bo Other"]);

  const { data } = pageOf(await listing(acme, { q }));

  expect(data.map((each) => each.fullName)).toEqual([fullName.normalize("NFC")]);
});

test("a search finds e-mail addresses, and nothing where nothing fits", async () => {
  const acme = await partner();
  const ana = await member(acme);

  expect(pageOf(await listing(acme, { q: ana.email.slice(8, 40).toUpperCase() })).data).toMatchObject([
    { accountId: ana.sub },
  ]);
  expect((await listing(acme, { q: "nobody" })).body).toEqual({ data: [] });
  for (const q of ["", " ", "x".repeat(101)]) {
    const answer = await listing(acme, { q });
    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/query/q"]]);
  }
});

test("the main account names a member a manager and takes the role back; the history tells both", async () => {
  const acme = await partner();
  const ana = await member(acme);

  const named = await naming(acme, ana.sub, "manager");
  const again = await naming(acme, ana.sub, "manager");
  const taken = await naming(acme, ana.sub, "member", given.staff);

  expect([named.status, field(named, "role"), again.status, again.body]).toEqual([200, "manager", 200, named.body]);
  expect(field(taken, "role")).toBe("member");
  const [, first, second, ...more] = await eventsOf("membership", ana.sub);
  expect([first?.type, first?.data, second?.data, more]).toEqual([
    "membership.role-changed",
    { organizationId: acme.organizationId, from: "member", to: "manager" },
    { organizationId: acme.organizationId, from: "manager", to: "member" },
    [],
  ]);
});

test("only the main account names managers, never itself, and only its own members", async () => {
  const [acme, other] = [await partner(), await partner()];
  const [boss, ana] = [await manager(acme), await member(acme)];

  for (const as of [boss, ana]) {
    expect(refusal(await naming(acme, ana.sub, "manager", as))).toEqual([403, "main-account-only"]);
  }
  expect(refusal(await naming(acme, ana.sub, "manager", other.main))).toEqual([404, "organization-not-found"]);
  for (const as of [acme.main, given.staff]) {
    expect(refusal(await naming(acme, acme.main.sub, "member", as))).toEqual([409, "role-is-fixed"]);
    expect(refusal(await naming(acme, other.main.sub, "member", as))).toEqual([404, "member-not-found"]);
    expect(refusal(await naming(acme, given.someone().sub, "manager", as))).toEqual([404, "member-not-found"]);
  }
  expect(pointers(await naming(acme, ana.sub, "main"))).toEqual(["/role"]);
});

test("a manager removes members; another manager is removed by the main account or staff alone, itself by itself", async () => {
  const acme = await partner();
  const { organizationId } = acme;
  const [boss, second] = [await manager(acme), await manager(acme)];
  const [third, ana] = [await manager(acme), await member(acme)];
  const removing = (accountId: string, as: Claims) => call(removeMember, { params: { organizationId, accountId }, as });

  expect(refusal(await removing(ana.sub, ana))).toEqual([403, "managers-only"]);
  expect(refusal(await removing(second.sub, boss))).toEqual([403, "main-account-only"]);
  for (const as of [boss, acme.main, given.staff]) {
    expect(refusal(await removing(acme.main.sub, as))).toEqual([409, "main-account-cannot-leave"]);
  }
  expect(refusal(await removing(given.someone().sub, boss))).toEqual([404, "member-not-found"]);

  const leftAt = "2026-11-22T09:30:00.000Z";
  const left = { accountId: ana.sub, organizationId, leftAt, returnedExamCodes: [] };
  expect((await removing(ana.sub, boss)).body).toEqual(left);
  expect(refusal(await removing(ana.sub, boss))).toEqual([404, "member-not-found"]);
  expect((await removing(second.sub, acme.main)).status).toBe(200);
  expect((await removing(third.sub, given.staff)).status).toBe(200);
  expect((await removing(boss.sub, boss)).status).toBe(200);
  expect(pageOf(await listing(acme)).data).toHaveLength(1);
  expect(await call(getMe, { as: ana })).not.toHaveProperty("body.organization");
});

test("a manager whose role was taken manages nothing from then on", async () => {
  const acme = await partner();
  const [boss, ana] = [await manager(acme), await member(acme)];
  await naming(acme, boss.sub, "member");
  const params = { organizationId: acme.organizationId, accountId: ana.sub };

  expect(refusal(await call(removeMember, { params, as: boss }))).toEqual([403, "managers-only"]);
  expect(refusal(await listing(acme, {}, boss))).toEqual([403, "managers-only"]);
});
