import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { revokeCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { recountPartner } from "../../../shared/contract/partner/recount.ts";
import { explainAccount, getTally, listTallyCertificates } from "../../../shared/contract/partner/tally-operations.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import type { Given } from "../../support/organizations.ts";
import { bind, differences, tallyAt } from "../binding-calls.ts";
import { atOnce, call, eventsOf, field, pageOf, refusal } from "../calls.ts";
import { race } from "../race.ts";
import { below, oneOf, random } from "../random.ts";
import { day, freshTable, later, overlappingRuns, runSchedule } from "../schedule-runs.ts";

const { now } = bindingGiven;
const end = "2028-11-22T09:30:00.000Z";

beforeEach(freshTable);

const explained = z.object({
  certificates: z.array(z.object({ certificateId: z.string(), counts: z.boolean(), reason: z.string().optional() })),
});

/** A member with a claimed certificate that the partner did not pay for. */
async function claimedBy(of: Given, as = given.someone(), at = now) {
  await bindingGiven.member(of, as);
  return { ...(await claimed(as, at)), as };
}

/** A claimed pass of the account. */
async function claimed(as: Claims, at = now) {
  const pass = await given.pass(as, at);
  given.must([200], await given.claiming(pass.certificateId, as, now));
  return pass;
}

const recounted = z.object({ levels: z.object({ acp: z.object({ standing: z.number() }) }) });

/** The number of ACP certificates that still count. */
async function standing(partnerId: string): Promise<number> {
  const answer = await call(recountPartner, { params: { partnerId }, as: given.staff, at: end });
  return recounted.parse(answer.body).levels.acp.standing;
}

const revoke = (certificateId: string, at = now) =>
  call(revokeCertificate, { params: { certificateId }, body: { reason: "Impersonation" }, as: given.staff, at });

describe("a claim", () => {
  test("of a member counts under the organization, and the quota grows with it", async () => {
    const of = await bindingGiven.partner();

    const { certificateId, as } = await claimedBy(of);

    expect(await tallyAt(of.partnerId)).toEqual([1, 1]);
    expect(await differences(of.partnerId)).toEqual([]);
    const recount = await call(recountPartner, { params: { partnerId: of.partnerId }, as: given.staff });
    expect(field(recount, "levels")).toMatchObject({ acp: { quota: 11, remaining: 11 }, ace: { quota: 2 } });
    const listed = await call(listTallyCertificates, { params: { partnerId: of.partnerId }, as: given.staff });
    expect(pageOf(listed).data).toMatchObject([
      { certificateId, accountId: as.sub, why: "claimed", paidBy: "otherwise", since: now, until: end },
    ]);
    expect((await eventsOf("certificate", certificateId)).at(-1)?.data).toMatchObject({
      organizationId: of.organizationId,
    });
  });

  test("of someone who belongs to none, or has left, counts for none", async () => {
    const of = await bindingGiven.partner();
    const ana = await bindingGiven.member(of);
    const { certificateId } = await given.pass(ana, now);
    await bindingGiven.quitting(ana);

    const answer = await given.claiming(certificateId, ana, now);

    expect([answer.status, field(answer, "organizationId")]).toEqual([200, undefined]);
    expect(await tallyAt(of.partnerId)).toEqual([0, 0]);
  });

  test("and leaving at the same moment: it counts or not, and the tally is what a recount gives", async () => {
    for (let round = 0; round < 6; round += 1) {
      const of = await bindingGiven.partner();
      const ana = await bindingGiven.member(of);
      const { certificateId } = await given.pass(ana, now);
      const both = [() => given.claiming(certificateId, ana, now), () => bindingGiven.quitting(ana)];

      const [one, other] = await atOnce(2, async (each) => (both[(each + round) % 2] ?? both[0])?.());
      const claim = one ?? other;

      if (claim === undefined) throw new Error("the claim is answered");
      const counts = field(claim, "organizationId") === of.organizationId;
      expect(await tallyAt(of.partnerId)).toEqual(counts ? [1, 1] : [0, 0]);
      expect(await differences(of.partnerId)).toEqual([]);
    }
  });

  test("whose holder left after it was read, and before it is written, counts for none", async () => {
    const of = await bindingGiven.partner();
    const ana = await bindingGiven.member(of);
    const { certificateId } = await given.pass(ana, now);

    // The claim's write waits for another write, which never comes. Meanwhile its holder leaves.
    const claim = race(2, () => given.claiming(certificateId, ana, now));
    await sleep(80);
    await bindingGiven.quitting(ana);

    expect(field(await claim, "organizationId")).toBeUndefined();
    expect(await tallyAt(of.partnerId)).toEqual([0, 0]);
  });

  test("of 20 members of one organization at once: all are counted", async () => {
    const of = await bindingGiven.partner();
    const passes = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const as = await bindingGiven.member(of);
        return { as, ...(await given.pass(as, now)) };
      }),
    );

    const answers = await atOnce(20, (each) => {
      const { certificateId = "", as = given.staff } = passes[each] ?? {};
      return given.claiming(certificateId, as, now);
    });

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await tallyAt(of.partnerId)).toEqual([20, 20]);
    expect(await differences(of.partnerId)).toEqual([]);
  });
});

describe("the tally", () => {
  test("is exact at a certificate's end instant, before the schedule has run and after it, and when two run at once", async () => {
    const of = await bindingGiven.partner();
    await claimedBy(of);
    await claimedBy(of);
    const justBefore = later(end, -1);

    expect([await tallyAt(of.partnerId, justBefore), await tallyAt(of.partnerId, end)]).toEqual([
      [2, 2],
      [0, 2],
    ]);
    expect(await differences(of.partnerId, end)).toEqual([]);
    expect(await standing(of.partnerId)).toBe(2);
    const runs = await overlappingRuns(2, end);
    expect(runs.map(({ failed }) => failed)).toEqual([{}, {}]);

    expect(await standing(of.partnerId)).toBe(0);
    expect(await tallyAt(of.partnerId, end)).toEqual([0, 2]);
    expect(await differences(of.partnerId, end)).toEqual([]);
    const listed = await call(listTallyCertificates, { params: { partnerId: of.partnerId }, as: given.staff, at: end });
    expect(pageOf(listed).data).toEqual([]);
  });

  test("is right while the schedule takes away what has ended", async () => {
    const of = await bindingGiven.partner();
    for (let each = 0; each < 6; each += 1) await claimedBy(of);

    const running = runSchedule(end);
    const seen = await Promise.all(Array.from({ length: 20 }, () => tallyAt(of.partnerId, end)));
    await running;

    expect(new Set(seen.map(([valid]) => valid))).toEqual(new Set([0]));
  });

  test("shrinks with a revocation, once, and its quota stays", async () => {
    const of = await bindingGiven.partner();
    const { certificateId } = await claimedBy(of);

    expect((await revoke(certificateId)).status).toBe(200);
    expect(refusal(await revoke(certificateId))).toEqual([409, "certificate-revoked"]);
    await runSchedule(end);

    expect(await tallyAt(of.partnerId, end)).toEqual([0, 1]);
    expect(await differences(of.partnerId, end)).toEqual([]);
  });

  test("and a revocation and the schedule at the same moment count it down once", async () => {
    const of = await bindingGiven.partner();
    const { certificateId } = await claimedBy(of);
    await claimedBy(of);

    await Promise.all([revoke(certificateId, end), overlappingRuns(2, end)]);
    await runSchedule(end);

    expect(await tallyAt(of.partnerId, end)).toEqual([0, 2]);
    expect(await differences(of.partnerId, end)).toEqual([]);
  });

  test("lists what counts by its end, a page at a time, for each level, with who paid", async () => {
    const sat = await bindingGiven.sat();
    const { partner, ana, certificationId, named } = sat;
    await sat.result();
    given.must([201], await bind(certificationId, named, ana, later(now, -1)));
    const others = [await claimedBy(partner), await claimedBy(partner)];
    const ask = (query: Record<string, string>) =>
      call(listTallyCertificates, { params: { partnerId: partner.partnerId }, query, as: given.staff, at: now });

    const first = pageOf(await ask({ limit: "2" }));
    const second = pageOf(await ask({ limit: "2", cursor: first.nextCursor ?? "" }));

    expect(first.data[0]).toMatchObject({ why: "bound", paidBy: "benefit", holderName: "Ana Sá", accountId: ana.sub });
    const ids = [...first.data, ...second.data].map(({ certificateId }) => certificateId);
    expect(new Set(ids).size).toBe(3);
    expect(ids).toEqual(expect.arrayContaining(others.map(({ certificateId }) => certificateId)));
    expect(pageOf(await ask({ level: "acp" })).data).toHaveLength(3);
    expect(pageOf(await ask({ level: "ace" })).data).toEqual([]);
  });

  test("goes on at its new beginning where what the cursor stands behind has ended since", async () => {
    const of = await bindingGiven.partner();
    const ids: string[] = [];
    for (const days of [0, 1, 2]) {
      const [as, at] = [given.someone(), later(now, days * day)];
      await bindingGiven.member(of, as);
      const { certificateId } = await given.pass(as, at);
      given.must([200], await given.claiming(certificateId, as, at));
      ids.push(certificateId);
    }
    const ask = async (query: Record<string, string>, at: string) =>
      pageOf(await call(listTallyCertificates, { params: { partnerId: of.partnerId }, query, as: given.staff, at }));
    const named = ({ data }: ReturnType<typeof pageOf>) => data.map(({ certificateId }) => certificateId);

    const first = await ask({ limit: "1" }, later(end, -1));
    const next = await ask({ limit: "1", cursor: first.nextCursor ?? "" }, end);
    const last = await ask({ limit: "1", cursor: next.nextCursor ?? "" }, end);
    const none = await ask({ limit: "1", cursor: last.nextCursor ?? "" }, end);

    expect([first, next, last, none].map(named)).toEqual([...ids.map((each) => [each]), []]);
  });

  test("is shown to the managers, the main account and staff alone", async () => {
    const of = await bindingGiven.partner();
    const member = await bindingGiven.member(of);
    const manager = await bindingGiven.member(of, given.someone(), { role: "manager" });
    const { main } = of;
    const { main: stranger } = await bindingGiven.partner();
    given.must([200], await given.claiming((await given.pass(member, now)).certificateId, member, now));
    const { partnerId } = of;
    const asks = [
      (as: Claims, id = partnerId) => call(getTally, { params: { partnerId: id }, as }),
      (as: Claims, id = partnerId) => call(listTallyCertificates, { params: { partnerId: id }, as }),
      (as: Claims, id = partnerId) => call(explainAccount, { params: { partnerId: id, accountId: member.sub }, as }),
    ];

    for (const ask of asks) {
      for (const as of [manager, main, given.staff]) expect((await ask(as)).status).toBe(200);
      expect(refusal(await ask(member))).toEqual([403, "managers-only"]);
      for (const as of [stranger, given.someone()]) expect(refusal(await ask(as))).toEqual([404, "partner-not-found"]);
      expect(refusal(await ask(given.staff, "par_unknown"))).toEqual([404, "partner-not-found"]);
    }
    expect(refusal(await call(recountPartner, { params: { partnerId: "par_unknown" }, as: given.staff }))).toEqual([
      404,
      "partner-not-found",
    ]);
  });

  test("explains for an account why each of its certificates counts or not", async () => {
    const [of, other] = [await bindingGiven.partner(), await bindingGiven.partner()];
    const manager = await bindingGiven.member(of, given.someone(), { role: "manager" });
    const ana = given.someone();
    const outside = await claimed(ana);
    const elsewhere = await claimedBy(other, ana, later(now, 1_000));
    await bindingGiven.quitting(ana);
    const here = await claimedBy(of, ana, later(now, 2_000));
    const gone = await claimed(ana, later(now, 3_000));
    await revoke(gone.certificateId);
    const unclaimed = await given.pass(ana, later(now, 4_000));
    const ask = (accountId: string, as = manager, at = now) =>
      call(explainAccount, { params: { partnerId: of.partnerId, accountId }, as, at });
    const soon = later(now, 5_000);
    const reasons = async (at: string) => {
      const answer = await ask(ana.sub, manager, at);
      const { certificates } = explained.parse(answer.body);
      return Object.fromEntries(
        certificates.map(({ certificateId, counts, reason }) => [certificateId, reason ?? counts]),
      );
    };

    expect(await reasons(soon)).toEqual({
      [outside.certificateId]: "claimed-while-not-a-member",
      [elsewhere.certificateId]: "counted-under-another-organization",
      [here.certificateId]: true,
      [gone.certificateId]: "revoked",
      [unclaimed.certificateId]: "not-claimed",
    });
    expect(await reasons(end)).toMatchObject({ [here.certificateId]: "expired" });
    expect(JSON.stringify((await ask(ana.sub)).body)).not.toContain(other.organizationId);

    await bindingGiven.quitting(ana);
    const left = explained.parse((await ask(ana.sub)).body).certificates.map(({ certificateId }) => certificateId);
    expect(left.toSorted()).toEqual([here.certificateId, gone.certificateId].toSorted());
    expect(refusal(await ask(given.someone().sub))).toEqual([404, "member-not-found"]);
  });

  test("agrees with a recount after a history of claims, bindings, corrections, revocations and ends in any order", async () => {
    const draw = random(11);
    const of = await bindingGiven.partner();
    const certificationId = await given.certification("acp");
    const results: string[] = [];
    const held: string[] = [];
    let at = now;
    for (let step = 0; step < 40; step += 1) {
      at = later(at, below(40, draw) * 86_400_000);
      const doing = oneOf(["claim", "bind", "bind", "correct", "revoke", "sweep", "leave"], draw);
      if (doing === "claim") {
        const ana = await bindingGiven.member(of);
        const { certificateId } = await given.pass(ana, at);
        if (below(3, draw) === 0) await bindingGiven.quitting(ana, at);
        given.must([200], await given.claiming(certificateId, ana, at));
        held.push(certificateId);
      }
      if (doing === "bind") {
        const ana = await bindingGiven.member(of);
        const code = await bindingGiven.examCode(of, certificationId, { holder: ana, at: later(at, -86_400_000) });
        const named = bindingGiven.pair();
        const data = bindingGiven.resultData(code, named, { takenAt: at });
        const sends = [() => bind(certificationId, named, ana, at), () => bindingGiven.sendResult(data, at)];
        for (const send of below(2, draw) === 0 ? sends : sends.toReversed()) given.must([200, 201, 202], await send());
        results.push(data.resultId);
      }
      const resultId = results[below(results.length + 1, draw)];
      if (doing === "correct" && resultId !== undefined) {
        const to = oneOf(["pass", "fail", "invalidated"] as const, draw);
        const place = 1 + below(8, draw);
        given.must(
          [200],
          await bindingGiven.sendCorrection(resultId, to, { at, place, resultId: `${resultId}-${step}` }),
        );
      }
      const certificateId = held[below(held.length + 1, draw)];
      if (doing === "revoke" && certificateId !== undefined) await revoke(certificateId, at);
      if (doing === "sweep") expect((await runSchedule(at)).failed).toEqual({});
      expect(await differences(of.partnerId, at), `${step} ${doing}`).toEqual([]);
    }
    expect((await tallyAt(of.partnerId, at))[1]).toBeGreaterThan(5);
  });
});
