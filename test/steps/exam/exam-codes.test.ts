import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { getExamCode, listExamCodes } from "../../../shared/contract/exam/exam-code-operations.ts";
import { getLedgerBalance, listLedger } from "../../../shared/contract/partner/ledger.ts";
import { put } from "../../../shared/store/core/change.ts";
import { commit } from "../../../shared/store/core/commit.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { Facts } from "../../../shared/store/core/facts.ts";
import { read } from "../../../shared/store/core/read.ts";
import { examCodes } from "../../../shared/store/exam/exam-codes.ts";
import { memberships } from "../../../shared/store/partner/memberships.ts";
import * as given from "../../support/given.ts";
import { type Claims, defaultTime } from "../../support/invoke.ts";
import * as partners from "../../support/partners.ts";
import { atOnce, call, eventsOf, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";
import { faulty, named } from "../store-faults.ts";

const lastMoment = "2027-11-22T09:29:59.999Z";
const end = "2027-11-22T09:30:00.000Z";

let acp = "";

beforeAll(async () => {
  acp = await given.certification("acp");
});

/** A partner with a member and an issued code. */
async function scene(counted = {}) {
  const partner = await partners.partner(counted);
  const member = await partners.member(partner);
  const [code = ""] = await partners.examCodes(partner, acp);
  return { partner, main: partner.main, member, code };
}

async function assigned() {
  const made = await scene();
  given.must([200], await partners.assigning(made.code, made.member.sub, made.main));
  return made;
}

const look = async (code: string, as: Claims = given.staff, at = defaultTime) =>
  given.must([200], await call(getExamCode, { params: { code }, as, at }));

const statusOf = async (code: string, at = defaultTime) => field(await look(code, given.staff, at), "status");

const mine = async (as: Claims, query: Record<string, string> = {}) =>
  pageOf(await call(listExamCodes, { query, as })).data.map(({ code, status }) => [code, status]);

const moves = async (partnerId: string) => {
  const page = pageOf(await call(listLedger, { params: { partnerId }, query: { limit: "100" }, as: given.staff }));
  return page.data.map(({ kind, quantity, accountId }) => [kind, quantity, accountId]);
};

const balance = async (partnerId: string, at = defaultTime) =>
  field(given.must([200], await call(getLedgerBalance, { params: { partnerId }, as: given.staff, at })), "levels");

const pots = { remaining: 9, available: 0, assigned: 0, used: 0, expired: 0 };

const membershipData = z.object({ member: z.object({ examCodes: z.array(z.string()) }) });

async function heldBy(accountId: string): Promise<string[]> {
  const facts = new Facts();
  const ref = memberships.at(accountId);
  await read(facts, [ref], new Cost());
  return membershipData.parse(facts.get(ref)).member.examCodes;
}

/** The code after a result that names it. */
async function use(code: string): Promise<void> {
  const facts = new Facts();
  const ref = examCodes.at(code);
  await read(facts, [ref], new Cost());
  const found = facts.get(ref);
  if (found === undefined) throw new Error(code);
  const request = {
    now: defaultTime,
    requestId: randomUUID(),
    eventId: randomUUID(),
    actor: { kind: "provider", id: "pearson-vue" },
  } as const;
  const used = put(ref, { ...found, used: { at: defaultTime, resultId: "res_1" } });
  await commit(facts, [used], { type: "result.accepted", data: { occurredAt: defaultTime } }, request, new Cost());
}

describe("a code that is given to a member", () => {
  test("is the member's from then on, in its list, in both histories and in the ledger", async () => {
    const { partner, main, member, code } = await scene();

    const at = "2026-11-22T09:31:00.000Z";
    const answer = await partners.assigning(code, member.sub, main, { at });

    expect([answer.status, answer.body]).toEqual([
      200,
      {
        code,
        status: "assigned",
        partnerId: partner.partnerId,
        certificationId: acp,
        exam: "written",
        seriesCode: `${acp}-WRITTEN`.toUpperCase(),
        title: "A title, written exam",
        changeId: expect.any(String),
        issuedAt: defaultTime,
        expiresAt: end,
        holder: { accountId: member.sub, fullName: "Ana Sá", since: at },
      },
    ]);
    expect(await mine(member)).toEqual([[code, "assigned"]]);
    expect(await heldBy(member.sub)).toEqual([code]);
    const [, ofCode] = await eventsOf("exam-code", code);
    const [, ofMember] = await eventsOf("membership", member.sub);
    expect(ofCode).toMatchObject({ type: "exam-code.assigned", actor: { id: main.sub } });
    expect([ofCode?.data, ofMember?.data]).toEqual([{ accountId: member.sub }, { code }]);
    expect(ofMember?.eventId).toBe(ofCode?.eventId);
    expect((await moves(partner.partnerId))[0]).toEqual(["assigned", 1, member.sub]);
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { ...pots, assigned: 1 } });
  });

  test("may be given by the main account, a manager or staff, also to a manager and to itself", async () => {
    const { partner, main } = await scene({ acp: 5 });
    const manager = await partners.member(partner, "manager");
    const codes = await partners.examCodes(partner, acp, 3);
    const ways = [
      [main, manager],
      [manager, manager],
      [given.staff, main],
    ] as const;

    const answers = [];
    for (const [at, [by, to]] of ways.entries()) {
      answers.push(await partners.assigning(codes[at] ?? "", to.sub, by));
    }

    expect(tally(answers)).toEqual({ 200: 3 });
    expect((await mine(manager)).map(([code]) => code)).toEqual([codes[1], codes[0]]);
  });

  test("cannot be given by a plain member, and does not exist for anyone outside", async () => {
    const { member, code, main } = await scene();
    const other = await scene();
    const unknown = "EXC-0000-0000-0000-0000-0";
    const ask = async (each: string, as: Claims) => refusal(await partners.assigning(each, member.sub, as));

    expect(await ask(code, member)).toEqual([403, "managers-only"]);
    expect(await ask(code, other.main)).toEqual([404, "exam-code-not-found"]);
    expect(await ask(code, given.someone())).toEqual([404, "exam-code-not-found"]);
    expect(await ask(unknown, main)).toEqual([404, "exam-code-not-found"]);
    expect(await eventTypes("exam-code", code)).toEqual(["benefit.issued"]);
  });

  test("must go to a member of the partner's own organization", async () => {
    const { main, code } = await scene();
    const other = await scene();

    for (const accountId of [other.member.sub, given.someone().sub, "no such account", "ana\u0000#"]) {
      expect(refusal(await partners.assigning(code, accountId, main))).toEqual([404, "member-not-found"]);
    }
    expect(await statusOf(code)).toBe("available");
  });

  test("is refused when it was used, and from the very instant at which it ends", async () => {
    const { main, member, code } = await scene();
    const used = await scene();
    await use(used.code);

    const late = await partners.assigning(code, member.sub, main, { at: end });
    const spent = await partners.assigning(used.code, used.member.sub, used.main);
    const inTime = await partners.assigning(code, member.sub, main, { at: lastMoment });

    expect([refusal(late), refusal(spent), inTime.status]).toEqual([
      [409, "exam-code-expired"],
      [409, "exam-code-used"],
      200,
    ]);
  });

  test("is refused while a member has it, also for that member", async () => {
    const { partner, main, member, code } = await assigned();
    const ben = await partners.member(partner);

    for (const { sub } of [member, ben]) {
      expect(refusal(await partners.assigning(code, sub, main))).toEqual([409, "exam-code-already-assigned"]);
    }
    expect(await mine(ben)).toEqual([]);
  });

  test("is refused to who has passed and not claimed, and to who holds a valid certificate, until that ends", async () => {
    const partner = await partners.partner();
    const member = await partners.member(partner);
    const { certificationId, certificateId } = await given.pass(member);
    const [code = ""] = await partners.examCodes(partner, certificationId, 1, "2028-01-01T00:00:00.000Z");
    const ask = async (at: string) => {
      const answer = await partners.assigning(code, member.sub, partner.main, { at });
      return answer.status === 200 ? "given" : refusal(answer)[1];
    };

    const unclaimed = await ask("2028-01-01T00:00:00.000Z");
    given.must([200], await given.claiming(certificateId, member));
    const valid = await ask("2028-11-22T09:29:59.999Z");
    const over = await ask("2028-11-22T09:30:00.000Z");

    expect([unclaimed, valid, over]).toEqual(["certificate-not-claimed", "certificate-still-valid", "given"]);
  });

  test("is refused to who claims a certificate at the same moment, or the claim comes later: never against R8", async () => {
    const partner = await partners.partner();
    const member = await partners.member(partner);
    const open = await given.registration("acp", member);
    const [code = ""] = await partners.examCodes(partner, open.certificationId);
    const confirmationNumber = given.someNumber();
    const placed = given.placed(open.eligibilityCode, { confirmationNumber, startsAt: "2026-11-22T09:30:00.500Z" });
    await given.report("prometric", "appointment.booked", placed);
    const result = { resultId: `R-${confirmationNumber}`, exam: "written", outcome: "pass", confirmationNumber };
    const passes = () => given.report("prometric", "result.reported", { ...result, takenAt: defaultTime });

    const [handed, passed] = await atOnce(2, (each) =>
      each === 0 ? partners.assigning(code, member.sub, partner.main) : passes(),
    );

    expect(passed?.status).toBe(200);
    const events = await eventsOf("exam-code", code);
    const wasGiven = handed?.status === 200;
    expect(events.map(({ type }) => type)).toEqual(["benefit.issued", ...(wasGiven ? ["exam-code.assigned"] : [])]);
    if (handed !== undefined && !wasGiven) expect(refusal(handed)).toEqual([409, "certificate-not-claimed"]);
  });

  test("is the twenty-first that is refused; one used or ended makes room", async () => {
    const { partner, main, member } = await scene({ acp: 20 });
    const codes = await partners.examCodes(partner, acp, 23);
    const give = (at: number) => partners.assigning(codes[at] ?? "", member.sub, main);
    for (let at = 0; at < 20; at += 1) given.must([200], await give(at));

    const full = await give(20);
    await use(codes[3] ?? "");
    const afterUse = await give(20);
    const fullAgain = await give(21);

    expect([refusal(full), afterUse.status, refusal(fullAgain)]).toEqual([
      [409, "too-many-exam-codes"],
      200,
      [409, "too-many-exam-codes"],
    ]);
    const listed = await mine(member, { limit: "100" });
    expect(listed.map(([code]) => code)).toEqual(codes.slice(0, 21).reverse());
    expect(listed[17]).toEqual([codes[3], "used"]);
    const first = pageOf(await call(listExamCodes, { query: { limit: "15" }, as: member }));
    const cursor = String(first.nextCursor);
    const second = pageOf(await call(listExamCodes, { query: { limit: "15", cursor }, as: member }));
    expect([...first.data, ...second.data].map(({ code }) => code)).toEqual(codes.slice(0, 21).reverse());
    expect(second.nextCursor).toBeUndefined();
  });

  test("to nineteen others at the same moment stays within twenty", async () => {
    const { partner, main, member } = await scene({ acp: 25 });
    const codes = await partners.examCodes(partner, acp, 30);
    for (let at = 0; at < 15; at += 1) given.must([200], await partners.assigning(codes[at] ?? "", member.sub, main));

    const answers = await atOnce(15, (each) => partners.assigning(codes[15 + each] ?? "", member.sub, main));

    expect(tally(answers)).toEqual({ 200: 5, 409: 10 });
    expect(await heldBy(member.sub)).toHaveLength(20);
  });
});

describe("a code that comes back", () => {
  test("is available again, whether a manager takes it or its holder gives it back", async () => {
    const { partner, main, member, code } = await assigned();

    const taken = await partners.returning(code, main, { at: "2026-11-23T00:00:00.000Z" });
    given.must([200], await partners.assigning(code, member.sub, main, { at: "2026-11-24T00:00:00.000Z" }));
    const back = await partners.returning(code, member, { at: "2026-11-25T00:00:00.000Z" });

    expect([taken.status, back.status]).toEqual([200, 200]);
    expect(field(back, "status")).toBe("available");
    expect(back.body).not.toHaveProperty("holder");
    expect(await mine(member)).toEqual([]);
    expect(await heldBy(member.sub)).toEqual([]);
    const types = ["assigned", "returned", "assigned", "returned"].map((each) => `exam-code.${each}`);
    expect(await eventTypes("exam-code", code)).toEqual(["benefit.issued", ...types]);
    expect((await moves(partner.partnerId)).slice(0, 2)).toEqual([
      ["returned", 1, member.sub],
      ["assigned", 1, member.sub],
    ]);
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { ...pots, available: 1 } });
  });

  test("cannot be taken by another member, and does not exist for anyone outside", async () => {
    const { partner, code } = await assigned();
    const other = await scene();

    expect(refusal(await partners.returning(code, await partners.member(partner)))).toEqual([403, "managers-only"]);
    expect(refusal(await partners.returning(code, other.main))).toEqual([404, "exam-code-not-found"]);
    expect(refusal(await partners.returning(code, given.someone()))).toEqual([404, "exam-code-not-found"]);
    expect(await statusOf(code)).toBe("assigned");
  });

  test("is refused when nobody has it, when it was used, and from the instant at which it ends", async () => {
    const { main, member, code } = await assigned();
    const used = await assigned();
    await use(used.code);
    const free = await scene();

    expect(refusal(await partners.returning(code, member, { at: end }))).toEqual([409, "exam-code-expired"]);
    expect(refusal(await partners.returning(used.code, used.member))).toEqual([409, "exam-code-used"]);
    expect(refusal(await partners.returning(free.code, free.main))).toEqual([409, "exam-code-not-assigned"]);
    given.must([200], await partners.returning(code, main, { at: lastMoment }));
    expect(refusal(await partners.returning(code, member))).toEqual([409, "exam-code-not-assigned"]);
  });
});

describe("at the same moment", () => {
  test("when twenty requests assign one code to twenty members, one succeeds, and the code is in one list", async () => {
    const { partner, main, code } = await scene();
    const members = await Promise.all(Array.from({ length: 20 }, () => partners.member(partner)));

    const answers = await atOnce(20, (each) => partners.assigning(code, members[each]?.sub ?? "", main));

    expect(tally(answers)).toEqual({ 200: 1, 409: 19 });
    expect(new Set(answers.filter(({ status }) => status === 409).map((each) => refusal(each)[1]))).toEqual(
      new Set(["exam-code-already-assigned"]),
    );
    const lists = await Promise.all(members.map(({ sub }) => heldBy(sub)));
    expect(lists.filter(({ length }) => length > 0)).toEqual([[code]]);
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { ...pots, assigned: 1 } });
  });

  test("a code that is given back and given on ends up where its history says, in the ledger as in the lists", async () => {
    const { partner, main, member, code } = await assigned();
    const ben = await partners.member(partner);

    const answers = await atOnce(10, (each) =>
      each % 2 === 0 ? partners.returning(code, main) : partners.assigning(code, ben.sub, main),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const events = await eventTypes("exam-code", code);
    const isWithBen = events.at(-1) === "exam-code.assigned";
    expect([await heldBy(member.sub), await heldBy(ben.sub)]).toEqual([[], isWithBen ? [code] : []]);
    expect(events).toHaveLength(2 + answers.filter(({ status }) => status === 200).length);
    const pot = isWithBen ? { assigned: 1 } : { available: 1 };
    expect(await balance(partner.partnerId)).toMatchObject({ acp: { ...pots, ...pot } });
  });

  test("two who take a code back: one succeeds, and one entry is kept", async () => {
    const { partner, main, member, code } = await assigned();

    const answers = await atOnce(2, (each) => partners.returning(code, each === 0 ? main : member));

    expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
    expect((await moves(partner.partnerId)).filter(([kind]) => kind === "returned")).toHaveLength(1);
  });
});

describe("a change whose answer is lost", () => {
  test.each(["assign", "return"])("was made once, and is answered as made when it is repeated (%s)", async (what) => {
    const { partner, main, member, code } = what === "assign" ? await scene() : await assigned();
    const headers = { "idempotency-key": randomUUID() };
    const ask = () =>
      what === "assign"
        ? partners.assigning(code, member.sub, main, { headers })
        : partners.returning(code, main, { headers });
    const before = (await moves(partner.partnerId)).length;
    const lost = await (async () => {
      using _ = faulty({ writes: [{ after: named("TimeoutError") }] });
      return await ask();
    })();

    const again = await ask();

    expect([lost.status, again.status, again.headers["idempotent-replayed"]]).toEqual([503, 200, "true"]);
    expect(await moves(partner.partnerId)).toHaveLength(before + 1);
    expect(await heldBy(member.sub)).toEqual(what === "assign" ? [code] : []);
  });

  test("leaves everything as it was if it was cut off before", async () => {
    const { partner, main, member, code } = await scene();
    const cut = await (async () => {
      using _ = faulty({ writes: [{ before: named("Error", "ECONNRESET") }] });
      return await partners.assigning(code, member.sub, main);
    })();

    expect([cut.status, await statusOf(code), await heldBy(member.sub)]).toEqual([503, "available", []]);
    expect(await moves(partner.partnerId)).toHaveLength(3);
  });
});

describe("who sees a code", () => {
  test("are its holder, managers and staff; for anyone else it does not exist", async () => {
    const { partner, main, member, code } = await assigned();
    const other = await scene();
    const manager = await partners.member(partner, "manager");
    const ben = await partners.member(partner);
    const typed = code.toLowerCase().replaceAll("-", " ");

    for (const as of [member, main, manager, given.staff]) expect(field(await look(typed, as), "code")).toBe(code);
    for (const as of [ben, other.main, given.someone()]) {
      expect(refusal(await call(getExamCode, { params: { code }, as }))).toEqual([404, "exam-code-not-found"]);
    }
  });

  test("see that it ended at its end instant, though the schedule has not run", async () => {
    const { partner, code } = await assigned();

    expect([await statusOf(code, lastMoment), await statusOf(code, end)]).toEqual(["assigned", "expired"]);
    expect(await balance(partner.partnerId, lastMoment)).toMatchObject({ acp: { ...pots, assigned: 1 } });
    expect(await balance(partner.partnerId, end)).toMatchObject({ acp: { ...pots, expired: 1 } });
  });

  test("who was given none has an empty list, in an organization or in none", async () => {
    const { member } = await scene();

    for (const as of [member, given.someone()]) expect((await call(listExamCodes, { as })).body).toEqual({ data: [] });
  });
});
