import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "../../../shared/contract/partner/benefit-operations.ts";
import { getLedgerBalance } from "../../../shared/contract/partner/ledger.ts";
import { listPartnerExamCodes } from "../../../shared/contract/partner/partner-exam-codes.ts";
import { maximumCoupons } from "../../../shared/domain/partner/benefit.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import * as partners from "../../support/partners.ts";
import { atOnce, call, eventsOf, eventTypes, field, pageOf, pointers, refusal, tally } from "../calls.ts";
import { colliding } from "../collisions.ts";
import { faulty, named } from "../store-faults.ts";

let acp = "";

beforeAll(async () => {
  acp = await given.certification("acp");
});

const asked = (quantity: number, fields: object = {}) => ({
  certificationId: acp,
  exam: "written",
  quantity,
  ...fields,
});

const levels = async (partnerId: string, as: Claims = given.staff) =>
  field(given.must([200], await call(contract.getBenefits, { params: { partnerId }, as })), "levels");

const balances = async (partnerId: string) =>
  field(given.must([200], await call(getLedgerBalance, { params: { partnerId }, as: given.staff })), "levels");

const codesOf = (answer: Response) => field(answer, "examCodes");

const listed = async (partnerId: string, query: Record<string, string> = { limit: "100" }) =>
  pageOf(await call(listPartnerExamCodes, { params: { partnerId }, query, as: given.staff })).data;

describe("an application for coupons", () => {
  test("is confirmed with the benefit change, its codes and what remains", async () => {
    const { partnerId, main } = await partners.partner();

    const answer = await partners.applying(partnerId, asked(3), main);

    const codes = (await listed(partnerId)).map(({ code }) => code);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      changeId: expect.stringMatching(/^bch_[0-9a-z]{17}$/),
      kind: "issued",
      at: "2026-11-22T09:30:00.000Z",
      level: "acp",
      certificationId: acp,
      exam: "written",
      quantity: 3,
      by: main.sub,
      expiresAt: "2027-11-22T09:30:00.000Z",
      examCodes: expect.any(Array),
      remaining: 7,
    });
    expect(String(codesOf(answer)).split(",").sort()).toEqual(codes.map(String).sort());
    expect(codes).toHaveLength(3);
    const path = `/v1/partners/${partnerId}/benefit-changes/${field(answer, "changeId")}`;
    expect(answer.headers.location).toBe(path);
  });

  test("takes from the quota of its level alone, and the ledger says the same", async () => {
    const { partnerId, main } = await partners.partner({ acp: 5 });
    const before = await levels(partnerId, main);

    await partners.applying(partnerId, asked(4), main);

    const rule = { base: 10, forEachCertificate: 1 };
    const counted = { valid: 0, counted: 5, rule, nextStep: { certificates: 1, coupons: 1 } };
    const ace = { ...counted, quota: 2, issued: 0, remaining: 2, counted: 0, rule: { ...rule, base: 2 } };
    expect(before).toEqual({ acp: { ...counted, quota: 15, issued: 0, remaining: 15 }, ace });
    expect(await levels(partnerId)).toEqual({ acp: { ...counted, quota: 15, issued: 4, remaining: 11 }, ace });
    const none = { available: 0, assigned: 0, booked: 0, used: 0, expired: 0, cancelled: 0 };
    expect(await balances(partnerId)).toEqual({
      acp: { ...none, remaining: 11, available: 4 },
      ace: { ...none, remaining: 2 },
    });
  });

  test("stands in the partner's history, and as its birth in that of each code", async () => {
    const { partnerId, main } = await partners.partner();
    const answer = await partners.applying(partnerId, asked(2), main);
    const changeId = field(answer, "changeId");
    const [code = ""] = String(codesOf(answer)).split(",");

    const [, issued] = await eventsOf("partner", partnerId);
    const born = await eventsOf("exam-code", code.toLowerCase());

    expect(issued).toMatchObject({ type: "benefit.issued", actor: { kind: "account", id: main.sub } });
    expect(issued?.data).toEqual({ changeId, level: "acp", certificationId: acp, exam: "written", quantity: 2 });
    expect(born.map(({ type, eventId, data }) => [type, eventId, data])).toEqual([
      ["benefit.issued", issued?.eventId, { changeId }],
    ]);
  });

  test("may be made by the main account, by a manager and by staff", async () => {
    const ours = await partners.partner();
    const manager = await partners.member(ours, "manager");

    const answers = [];
    for (const as of [ours.main, manager, given.staff]) {
      answers.push(await partners.applying(ours.partnerId, asked(1), as));
    }

    expect(answers.map((each) => [each.status, field(each, "remaining")])).toEqual([
      [201, 9],
      [201, 8],
      [201, 7],
    ]);
  });

  test("is refused to a plain member, and to anyone outside as if there were no such partner", async () => {
    const ours = await partners.partner();
    const other = await partners.partner();
    const member = await partners.member(ours);
    const ask = async (partnerId: string, as: Claims) => refusal(await partners.applying(partnerId, asked(1), as));

    expect(await ask(ours.partnerId, member)).toEqual([403, "managers-only"]);
    expect(await ask(ours.partnerId, other.main)).toEqual([404, "partner-not-found"]);
    expect(await ask(ours.partnerId, given.someone())).toEqual([404, "partner-not-found"]);
    expect(await ask("par_unknown", ours.main)).toEqual([404, "partner-not-found"]);
    expect(await ask("par_unknown", given.staff)).toEqual([404, "partner-not-found"]);
    expect(await eventTypes("partner", ours.partnerId)).toEqual(["partner.created"]);
  });

  test("for one more than remain is refused, and issues none; for all that remain it is granted", async () => {
    const { partnerId, main } = await partners.partner();

    const over = await partners.applying(partnerId, asked(11), main);
    const all = await partners.applying(partnerId, asked(10), main);
    const more = await partners.applying(partnerId, asked(1), main);

    expect([refusal(over), all.status, refusal(more)]).toEqual([[409, "quota-exceeded"], 201, [409, "quota-exceeded"]]);
    expect(await listed(partnerId)).toHaveLength(10);
  });

  test(`issues ${maximumCoupons} at a time, as many as one transaction holds, and not one more`, async () => {
    const { partnerId, main } = await partners.partner({ acp: 200 });
    const headers = { "idempotency-key": "one" };

    const most = await partners.applying(partnerId, asked(maximumCoupons), main, { headers });
    const more = await partners.applying(partnerId, asked(maximumCoupons + 1), main);

    expect(most.status).toBe(201);
    expect([refusal(more), pointers(more)]).toEqual([[422, "invalid-request"], ["/quantity"]]);
    expect(await listed(partnerId)).toHaveLength(maximumCoupons);
  });

  test.each([[0], [-1], [1.5], ["3"], [null]])("for %s coupons is refused", async (quantity) => {
    const { partnerId, main } = await partners.partner();

    const answer = await partners.applying(partnerId, asked(1, { quantity }), main);

    expect([refusal(answer), pointers(answer)]).toEqual([[422, "invalid-request"], ["/quantity"]]);
  });

  test.each([
    ["an unknown certification", "acp", "draft", "written", 404, "certification-not-found"],
    ["one whose sale has ended", "acp", "end-of-sale", "written", 409, "certification-not-on-sale"],
    ["one that is retired", "acp", "end-of-life", "written", 409, "certification-not-on-sale"],
    ["an exam that the level lacks", "acp", "published", "lab", 409, "exam-not-paid-by-benefits"],
    ["an exam that no exam code pays for", "aca", "published", "online", 409, "exam-not-paid-by-benefits"],
  ])("for %s is refused", async (_, level, status, exam, expected, code) => {
    const { partnerId, main } = await partners.partner();
    const certificationId = await given.certification(level, { status });

    const answer = await partners.applying(partnerId, asked(1, { certificationId, exam }), main);

    expect(refusal(answer)).toEqual([expected, code]);
    expect(await eventTypes("partner", partnerId)).toEqual(["partner.created"]);
  });

  test("pays for the lab of an ACE, from the ACE's own quota", async () => {
    const { partnerId, main } = await partners.partner();
    const certificationId = await given.certification("ace");
    const ask = (exam: string) => partners.applying(partnerId, asked(1, { certificationId, exam }), main);

    const answers = [await ask("written"), await ask("lab"), await ask("lab")];

    expect(tally(answers)).toEqual({ 201: 2, 409: 1 });
    expect(await levels(partnerId)).toMatchObject({ acp: { issued: 0 }, ace: { issued: 2, remaining: 0 } });
  });
});

describe("an application that is repeated", () => {
  test("with one Idempotency-Key gets the same codes again, and no others are issued", async () => {
    const { partnerId, main } = await partners.partner();
    const headers = { "idempotency-key": "one" };

    const first = await partners.applying(partnerId, asked(3), main, { headers });
    const again = await partners.applying(partnerId, asked(3), main, { headers });

    expect([again.status, again.headers["idempotent-replayed"], again.body]).toEqual([201, "true", first.body]);
    expect(await listed(partnerId)).toHaveLength(3);
  });

  test("twenty times at the same moment with one key is one application", async () => {
    const { partnerId, main } = await partners.partner();
    const headers = { "idempotency-key": "one" };

    const answers = await atOnce(20, () => partners.applying(partnerId, asked(10), main, { headers }));

    expect(tally(answers)).toEqual({ 201: 20 });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await listed(partnerId)).toHaveLength(10);
  });

  test("after its answer was lost finds the codes that it was issued", async () => {
    const { partnerId, main } = await partners.partner();
    const headers = { "idempotency-key": "one" };
    const lost = await (async () => {
      using _ = faulty({ writes: [{ after: named("TimeoutError") }] });
      return await partners.applying(partnerId, asked(10), main, { headers });
    })();

    const again = await partners.applying(partnerId, asked(10), main, { headers });

    expect([lost.status, again.status, again.headers["idempotent-replayed"]]).toEqual([503, 201, "true"]);
    expect(String(codesOf(again)).split(",").sort()).toEqual(
      (await listed(partnerId)).map(({ code }) => String(code)).sort(),
    );
  });

  test("after it was cut off before it was written issues the codes once", async () => {
    const { partnerId, main } = await partners.partner();
    const headers = { "idempotency-key": "one" };
    const cut = await (async () => {
      using _ = faulty({ writes: [{ before: named("Error", "ECONNRESET") }] });
      return await partners.applying(partnerId, asked(10), main, { headers });
    })();
    const between = await listed(partnerId);

    const again = await partners.applying(partnerId, asked(10), main, { headers });

    expect([cut.status, between, again.status]).toEqual([503, [], 201]);
    expect(await listed(partnerId)).toHaveLength(10);
  });
});

/** Runs 40 applications for 5 coupons each against a quota of 100. Returns the answers and the rest. */
async function contend(by: (each: number) => Claims, partnerId: string) {
  const answers = await atOnce(40, (each) =>
    partners.applying(partnerId, asked(5), by(each), { headers: { "idempotency-key": `key-${each}` } }),
  );
  const refused = answers.filter(({ status }) => status !== 201).map((each) => refusal(each).join());
  const issued = answers.filter(({ status }) => status === 201).flatMap((each) => String(codesOf(each)).split(","));
  return { tally: tally(answers), refused: new Set(refused), codes: new Set(issued).size };
}

const exactly = { tally: { 201: 20, 409: 20 }, refused: new Set(["409,quota-exceeded"]), codes: 100 };

describe("forty applications for five coupons at the same moment, of a hundred that remain", () => {
  test("by one manager are twenty that are granted and twenty that are refused", async () => {
    const { partnerId, main } = await partners.partner({ acp: 90 });

    expect(await contend(() => main, partnerId)).toEqual(exactly);

    expect(await levels(partnerId)).toMatchObject({ acp: { quota: 100, issued: 100, remaining: 0 } });
    expect(await balances(partnerId)).toMatchObject({ acp: { remaining: 0, available: 100 } });
    expect(await listed(partnerId)).toHaveLength(100);
    expect(await eventTypes("partner", partnerId)).toHaveLength(22);
  });

  test("by forty managers, where transactions that overlap collide as they do in DynamoDB, are the same", async () => {
    const ours = await partners.partner({ acp: 90 });
    const managers = await Promise.all(Array.from({ length: 40 }, () => partners.member(ours, "manager")));
    using collisions = colliding();

    const outcome = await contend((each) => managers[each] ?? ours.main, ours.partnerId);

    expect(outcome).toEqual(exactly);
    expect(collisions.count()).toBeGreaterThan(0);
    expect(await balances(ours.partnerId)).toMatchObject({ acp: { remaining: 0, available: 100 } });
  });
});
