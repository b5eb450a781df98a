import { expect, test } from "vitest";
import { grantCoupons } from "../../../shared/contract/partner/benefit-grants.ts";
import { assignExamCodes } from "../../../shared/contract/partner/bulk-assignment.ts";
import { getLedgerBalance } from "../../../shared/contract/partner/ledger.ts";
import { listPartnerExamCodes } from "../../../shared/contract/partner/partner-exam-codes.ts";
import { recountPartner } from "../../../shared/contract/partner/recount.ts";
import { maximumAssignments } from "../../../shared/domain/partner/bulk-assignment.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { atOnce, call, eventsOf, field, pageOf, problem, refusal, tally } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

type Row = { code: string; accountId: string };

const giving = (partnerId: string, assignments: readonly Row[], as: Claims, headers: Record<string, string> = {}) =>
  call(assignExamCodes, { params: { partnerId }, body: { assignments }, as, headers });

/** The holder of each code of a partner. */
async function holders(partner: partners.GivenPartner): Promise<Map<unknown, unknown>> {
  const query = { limit: "100" };
  const params = { partnerId: partner.partnerId };
  const { data } = pageOf(await call(listPartnerExamCodes, { params, query, as: partner.main }));
  return new Map(data.map(({ code, holder }) => [code, holder]));
}

const holder = (accountId: string | undefined) => expect.objectContaining({ accountId });

test("a list gives each code to its member, with an entry, an event and an e-mail for each", async () => {
  const acme = await partners.partner({ acp: 10 });
  const [one = "", two = ""] = await partners.examCodes(acme, await given.certification("acp"), 2);
  const [ana, ben] = [await organizations.member(acme), await organizations.member(acme)];

  const answer = await giving(
    acme.partnerId,
    [
      { code: one, accountId: ana.sub },
      { code: two, accountId: ben.sub },
    ],
    acme.main,
  );

  expect([answer.status, field(answer, "data")]).toMatchObject([
    200,
    [
      { code: one, status: "assigned", holder: { accountId: ana.sub } },
      { code: two, status: "assigned", holder: { accountId: ben.sub } },
    ],
  ]);
  for (const [code, { sub }] of [[one, ana] as const, [two, ben] as const]) {
    expect((await eventsOf("exam-code", code)).at(-1)).toMatchObject({
      type: "exam-code.assigned",
      data: { accountId: sub },
    });
    expect((await eventsOf("membership", sub)).at(-1)).toMatchObject({ data: { codes: [code] } });
  }
  const mails = await causedMails("exam-code", one);
  expect(mails.map(({ to, text }) => [to, text.includes(one), text.includes(two)])).toEqual([
    [ana.email, true, false],
    [ben.email, false, true],
  ]);
  const balance = await call(getLedgerBalance, { params: { partnerId: acme.partnerId }, as: acme.main });
  expect(field(balance, "levels")).toMatchObject({ acp: { available: 0, assigned: 2 } });
});

test("one member may get codes for several exams in one list", async () => {
  const acme = await partners.partner();
  const certificationId = await given.certification("ace");
  const [written = ""] = await partners.examCodes(acme, certificationId, 1);
  const [lab = ""] = await partners.examCodes(acme, certificationId, 1, undefined, "lab");
  const [acp = ""] = await partners.examCodes(acme, await given.certification("acp"), 1);
  const { sub: accountId } = await organizations.member(acme);

  const answer = await giving(
    acme.partnerId,
    [written, lab, acp].map((code) => ({ code, accountId })),
    acme.main,
  );

  expect(answer.status).toBe(200);
  const event = (await eventsOf("membership", accountId)).at(-1);
  expect(event?.data).toEqual({ codes: [written, lab, acp] });
});

test("if one row is refused, no code is assigned, and the answer names each refused row", async () => {
  const [acme, other] = [await partners.partner({ acp: 10 }), await partners.partner()];
  const certificationId = await given.certification("acp");
  const codes = await partners.examCodes(acme, certificationId, 5);
  const [one = "", two = "", three = "", four = ""] = codes;
  const [foreign = ""] = await partners.examCodes(other, certificationId);
  const [ana, ben] = [await organizations.member(acme), await organizations.member(acme)];

  const answer = await giving(
    acme.partnerId,
    [
      { code: one, accountId: ana.sub },
      { code: one, accountId: ben.sub },
      { code: two, accountId: ana.sub },
      { code: three, accountId: given.someone().sub },
      { code: foreign, accountId: ben.sub },
      { code: four, accountId: ben.sub },
    ],
    acme.main,
  );

  expect(refusal(answer)).toEqual([409, "rows-refused"]);
  expect(problem(answer).errors).toEqual([
    { pointer: "/assignments/1", detail: "A member has the exam code already (exam-code-already-assigned)" },
    { pointer: "/assignments/2", detail: "The list gives one member two codes for one exam (same-exam-twice)" },
    { pointer: "/assignments/3", detail: "There is no such member (member-not-found)" },
    { pointer: "/assignments/4", detail: "There is no such exam code (exam-code-not-found)" },
  ]);
  expect(new Set((await holders(acme)).values())).toEqual(new Set([undefined]));
  expect(await causedMails("exam-code", one)).toEqual([]);
});

test("who holds an unclaimed pass for a certification gets no code for it in a list either (R8)", async () => {
  const acme = await partners.partner();
  const ana = await organizations.member(acme);
  const { certificationId } = await given.pass(ana);
  const [code = ""] = await partners.examCodes(acme, certificationId);

  const answer = await giving(acme.partnerId, [{ code, accountId: ana.sub }], acme.main);

  expect(problem(answer).errors).toMatchObject([{ detail: expect.stringContaining("certificate-not-claimed") }]);
});

test("a member who has 19 unused codes gets one more in a list, and not two", async () => {
  const acme = await partners.partner({ acp: 10 });
  const ana = await organizations.member(acme);
  await organizations.assignedCodes(acme, ana.sub, 19);
  const [first = ""] = await partners.examCodes(acme, await given.certification("acp"));
  const [second = ""] = await partners.examCodes(acme, await given.certification("acp"));
  const rows = [first, second].map((code) => ({ code, accountId: ana.sub }));

  const both = await giving(acme.partnerId, rows, acme.main);
  const one = await giving(acme.partnerId, rows.slice(0, 1), acme.main);

  expect(problem(both).errors).toMatchObject([
    { pointer: "/assignments/1", detail: expect.stringContaining("too-many-exam-codes") },
  ]);
  expect(one.status).toBe(200);
});

test("the longest list fits one transaction, each row another member's, and its repetition gets the same answer", async () => {
  const acme = await partners.partner({ acp: 20 });
  const codes = await partners.examCodes(acme, await given.certification("acp"), maximumAssignments);
  const names = codes.map((_, each) => `Member ${each}`);
  const members = await organizations.crowd(acme, names);
  const rows = codes.map((code, each) => ({ code, accountId: members[each] ?? "" }));
  const boss = await organizations.manager(acme);

  const answer = await giving(acme.partnerId, rows, boss, { "idempotency-key": "longest" });
  const again = await giving(acme.partnerId, rows, boss, { "idempotency-key": "longest" });

  expect([answer.status, again.status, again.body]).toEqual([200, 200, answer.body]);
  expect(await holders(acme)).toEqual(new Map(rows.map(({ code, accountId }) => [code, holder(accountId)])));
});

test("a list that was refused is refused again for the same key, though it would be accepted by now", async () => {
  const acme = await partners.partner();
  const [code = ""] = await partners.examCodes(acme, await given.certification("acp"));
  const ana = given.someone();
  const rows = [{ code, accountId: ana.sub }];
  const headers = { "idempotency-key": `refused-${ana.sub}` };

  const refused = await giving(acme.partnerId, rows, acme.main, headers);
  await organizations.member(acme, ana);
  const again = await giving(acme.partnerId, rows, acme.main, headers);

  expect([refused.status, again.status, again.body]).toEqual([409, 409, refused.body]);
  expect((await giving(acme.partnerId, rows, acme.main)).status).toBe(200);
});

test("plain members and strangers give nothing out", async () => {
  const acme = await partners.partner();
  const [code = ""] = await partners.examCodes(acme, await given.certification("acp"));
  const ana = await organizations.member(acme);
  const rows = [{ code, accountId: ana.sub }];

  expect(refusal(await giving(acme.partnerId, rows, ana))).toEqual([403, "managers-only"]);
  expect(refusal(await giving(acme.partnerId, rows, given.someone()))).toEqual([404, "partner-not-found"]);
});

test("forty managers' lists at the same moment: no code goes to two, none is lost", { timeout: 240_000 }, async () => {
  const acme = await partners.partner();
  const granted = { level: "acp", quantity: 70, reason: "For the race" };
  const params = { partnerId: acme.partnerId };
  given.must([200], await call(grantCoupons, { params, body: granted, as: given.staff }));
  const codes = await partners.examCodes(acme, await given.certification("acp"), 80);
  const members = await organizations.crowd(
    acme,
    Array.from({ length: 40 }, (_, each) => `Member ${each}`),
  );
  // Each list shares a code with the two next to it, and has its own member.
  const listOf = (each: number) =>
    [2 * each, 2 * each + 1, (2 * each + 2) % 80].map((at, row) => ({
      code: codes[at] ?? "",
      accountId: members[(each + row) % 40] ?? "",
    }));
  const lists = Array.from({ length: 40 }, (_, each) => listOf(each));
  const bosses = [acme.main, await organizations.manager(acme), await organizations.manager(acme), given.staff];

  const answers = await atOnce(40, (each) => giving(acme.partnerId, lists[each] ?? [], bosses[each % 4] ?? acme.main));

  const counts = tally(answers);
  expect((counts[200] ?? 0) + (counts[409] ?? 0)).toBe(40);
  expect(counts[200]).toBeGreaterThan(10);
  const given200 = answers.flatMap(({ status }, each) => (status === 200 ? (lists[each] ?? []) : []));
  const expected = new Map<unknown, unknown>(codes.map((code) => [code, undefined]));
  for (const { code, accountId } of given200) {
    expect(expected.get(code)).toBeUndefined();
    expected.set(code, holder(accountId));
  }
  expect(await holders(acme)).toEqual(expected);
  expect(field(await call(recountPartner, { params, as: given.staff }), "differences")).toEqual([]);
  const balance = await call(getLedgerBalance, { params, as: acme.main });
  const assigned = given200.length;
  expect(field(balance, "levels")).toMatchObject({ acp: { assigned, available: 80 - assigned } });
});
