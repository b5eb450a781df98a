import { expect, test } from "vitest";
import * as z from "zod";
import { getMembersCsv, listMembers } from "../../../shared/contract/partner/member-operations.ts";
import { getPartnerExamCodesCsv } from "../../../shared/contract/partner/partner-exam-codes.ts";
import { getTallyCsv } from "../../../shared/contract/partner/tally-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { call, refusal } from "../calls.ts";

const { partner, member, manager, crowd } = organizations;

const since = "2026-11-22T09:30:00.000Z";

/** The lines of a file after the byte order mark. */
function linesOf(file: Response): string[] {
  const text = String(given.must([200], file).body);
  expect(text.startsWith("\ufeff")).toBe(true);
  return text.slice(1).trimEnd().split("\r\n");
}

const membersOf = ({ organizationId }: organizations.Given, as: Claims) =>
  call(getMembersCsv, { params: { organizationId }, as });

const tallyOf = ({ partnerId }: organizations.Given, as: Claims, at = since) =>
  call(getTallyCsv, { params: { partnerId }, as, at });

test("the members are a file, by name, in which no name is a formula", async () => {
  const acme = await partner();
  const ana = await member(acme, given.someone(), {
    fullName: "=HYPERLINK(1)",
    department: "R;D",
    employeeNumber: "7",
  });

  const file = await membersOf(acme, acme.main);

  expect(file.headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="${acme.organizationId}-members.csv"`,
  });
  expect(linesOf(file)).toEqual([
    "fullName,email,role,since,department,employeeNumber,accountId",
    `'=HYPERLINK(1),${ana.email},member,${since},"R;D",7,${ana.sub}`,
    `Mia Main,${acme.main.email},main,${since},,,${acme.main.sub}`,
  ]);
});

test("a file of members has more than one page of them", async () => {
  const acme = await partner();
  await crowd(
    acme,
    Array.from({ length: 150 }, (_, each) => `Member ${each}`),
  );

  expect(linesOf(await membersOf(acme, acme.main))).toHaveLength(152);
});

test("the tally is a file of the certificates that count now, with why each does", async () => {
  const acme = await partner();
  const ana = await member(acme);
  const { certificateId, certificationId } = await given.pass(ana);
  given.must([200], await given.claiming(certificateId, ana));
  const until = "2028-11-22T09:30:00.000Z";

  const [heading, ...lines] = linesOf(await tallyOf(acme, acme.main));

  expect(heading).toBe("level,certificationId,certificateId,holderName,accountId,why,paidBy,since,until");
  expect(lines).toEqual([
    `acp,${certificationId},${certificateId},Ana Sá,${ana.sub},claimed,otherwise,${since},${until}`,
  ]);
  expect(linesOf(await tallyOf(acme, acme.main, until))).toEqual([heading]);
});

test("managers and staff get the files; plain members and strangers do not", async () => {
  const acme = await partner();
  const [ana, boss] = [await member(acme), await manager(acme)];

  for (const as of [boss, given.staff]) {
    expect([(await membersOf(acme, as)).status, (await tallyOf(acme, as)).status]).toEqual([200, 200]);
  }
  expect([refusal(await membersOf(acme, ana)), refusal(await tallyOf(acme, ana))]).toEqual([
    [403, "managers-only"],
    [403, "managers-only"],
  ]);
  const stranger = given.someone();
  expect([refusal(await membersOf(acme, stranger)), refusal(await tallyOf(acme, stranger))]).toEqual([
    [404, "organization-not-found"],
    [404, "partner-not-found"],
  ]);
});

test("each file takes a cursor of its own alone", async () => {
  const acme = await partner();
  const { partnerId, organizationId } = acme;
  await crowd(acme, ["Ana", "Ben"]);
  const page = await call(listMembers, { params: { organizationId }, query: { limit: "1" }, as: acme.main });
  const { nextCursor: cursor } = z.object({ nextCursor: z.string() }).parse(page.body);

  const files = [
    await call(getMembersCsv, { params: { organizationId }, query: { cursor }, as: acme.main }),
    await call(getTallyCsv, { params: { partnerId }, query: { cursor }, as: acme.main }),
    await call(getPartnerExamCodesCsv, { params: { partnerId }, query: { cursor }, as: acme.main }),
  ];

  expect(files.map((file) => refusal(file)[0])).toEqual([422, 422, 422]);
});
