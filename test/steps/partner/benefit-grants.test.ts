import { beforeEach, expect, test } from "vitest";
import { grantCoupons, setBenefitRule } from "../../../shared/contract/partner/benefit-grants.ts";
import { getBenefits } from "../../../shared/contract/partner/benefit-operations.ts";
import { getLedgerBalance, listLedger } from "../../../shared/contract/partner/ledger.ts";
import { recountPartner } from "../../../shared/contract/partner/recount.ts";
import * as given from "../../support/given.ts";
import * as organizations from "../../support/organizations.ts";
import * as partners from "../../support/partners.ts";
import { atOnce, call, eventsOf, field, pageOf, pointers, refusal, tally } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";
import { freshTable } from "../schedule-runs.ts";

beforeEach(freshTable);

const reason = "Agreed for three years";

const granting = (partnerId: string, quantity: number, level = "acp") =>
  call(grantCoupons, { params: { partnerId }, body: { level, quantity, reason }, as: given.staff });

const ruling = (partnerId: string, rule: object | null, level = "acp") =>
  call(setBenefitRule, { params: { partnerId }, body: { level, rule, reason }, as: given.staff });

const acpOf = async (partnerId: string) =>
  field(await call(getBenefits, { params: { partnerId }, as: given.staff }), "levels");

/** The partner's history agrees with its counts. */
async function isRight(partnerId: string, remaining: number): Promise<void> {
  const params = { partnerId };
  expect(field(await call(recountPartner, { params, as: given.staff }), "differences")).toEqual([]);
  const balance = field(await call(getLedgerBalance, { params, as: given.staff }), "levels");
  expect([balance, await acpOf(partnerId)]).toMatchObject([{ acp: { remaining } }, { acp: { remaining } }]);
}

/** A claimed certificate of a member. It counts. */
async function claimed(of: organizations.Given): Promise<void> {
  const as = await organizations.member(of);
  const { certificateId } = await given.pass(as);
  given.must([200], await given.claiming(certificateId, as));
}

test("coupons that staff grant can be issued at once; the ledger has them with the reason, and the main account is told", async () => {
  const { partnerId, main } = await organizations.partner();
  const certificationId = await given.certification("acp");
  const wants = (quantity: number) =>
    partners.applying(partnerId, { certificationId, exam: "written", quantity }, main);
  expect(refusal(await wants(13))).toEqual([409, "quota-exceeded"]);

  const answer = await granting(partnerId, 3);

  expect(answer.status).toBe(200);
  expect(await acpOf(partnerId)).toMatchObject({ acp: { quota: 13, remaining: 13, extra: 3 } });
  const entries = pageOf(await call(listLedger, { params: { partnerId }, as: main })).data;
  expect(entries.filter(({ why }) => why === "staff")).toMatchObject([
    { kind: "granted", level: "acp", quantity: 3, by: "staff-1", reason },
  ]);
  expect((await eventsOf("partner", partnerId)).at(-1)).toMatchObject({
    type: "partner.coupons-granted",
    data: { level: "acp", quantity: 3, reason },
  });
  const [mail] = await causedMails("partner", partnerId);
  expect([mail?.to, mail?.text]).toEqual([main.email, expect.stringContaining("13 remain to be issued.")]);
  expect((await wants(13)).status).toBe(201);
  expect(refusal(await wants(1))).toEqual([409, "quota-exceeded"]);
  await isRight(partnerId, 0);
});

test("a partner's own rule counts for all certificates that it ever had, and the programme's can stand again", async () => {
  const acme = await organizations.partner();
  const { partnerId } = acme;
  await claimed(acme);
  await claimed(acme);

  given.must([200], await ruling(partnerId, { base: 20, forEachCertificate: 3 }));
  expect(await acpOf(partnerId)).toMatchObject({ acp: { quota: 26, isOwnRule: true } });
  await isRight(partnerId, 26);
  await claimed(acme);
  await isRight(partnerId, 29);
  const steps = [
    { certificates: 0, coupons: 5 },
    { certificates: 3, coupons: 8 },
  ];
  given.must([200], await ruling(partnerId, { steps }));
  await isRight(partnerId, 8);
  given.must([200], await ruling(partnerId, null));

  await isRight(partnerId, 13);
  expect(await acpOf(partnerId)).toMatchObject({ acp: { rule: { base: 10, forEachCertificate: 1 } } });
  expect(await acpOf(partnerId)).not.toMatchObject({ acp: { isOwnRule: true } });
  const entries = pageOf(await call(listLedger, { params: { partnerId }, as: given.staff })).data;
  const byStaff = entries.filter(({ why }) => why === "staff").map(({ quantity }) => Number(quantity));
  expect(byStaff.sort((one, other) => one - other)).toEqual([-21, 5, 14]);
});

test("a rule that gives less than was issued leaves nothing, takes nothing back, and gives again once it gives more (R23)", async () => {
  const acme = await organizations.partner();
  const { partnerId, main } = acme;
  const certificationId = await given.certification("acp");
  const codes = await partners.examCodes(acme, certificationId, 8);

  given.must([200], await ruling(partnerId, { base: 6, forEachCertificate: 1 }));

  await isRight(partnerId, 0);
  expect(codes).toHaveLength(8);
  const wants = () => partners.applying(partnerId, { certificationId, exam: "written", quantity: 1 }, main);
  expect(refusal(await wants())).toEqual([409, "quota-exceeded"]);
  await claimed(acme);
  await claimed(acme);
  expect(refusal(await wants())).toEqual([409, "quota-exceeded"]);
  await claimed(acme);
  await isRight(partnerId, 1);
  expect((await wants()).status).toBe(201);
  await isRight(partnerId, 0);
});

test("a level whose exams no code pays has neither coupons nor a rule, and a rule must grow from step to step", async () => {
  const { partnerId } = await organizations.partner();

  expect(refusal(await granting(partnerId, 1, "aca"))).toEqual([409, "exam-not-paid-by-benefits"]);
  expect(refusal(await ruling(partnerId, { base: 1, forEachCertificate: 1 }, "clouder"))).toEqual([
    409,
    "exam-not-paid-by-benefits",
  ]);
  const falling = [
    { certificates: 0, coupons: 5 },
    { certificates: 3, coupons: 4 },
  ];
  expect(pointers(await ruling(partnerId, { steps: falling }))).toEqual(["/rule/steps"]);
  expect(refusal(await granting("par_none", 1))).toEqual([404, "partner-not-found"]);
});

test("grants, rules and applications at the same moment: never more is issued than was granted, and all is entered", async () => {
  const { partnerId, main } = await organizations.partner();
  const certificationId = await given.certification("acp");
  const body = { certificationId, exam: "written", quantity: 4 };

  const answers = await atOnce(12, (each) => {
    if (each % 3 === 0) return granting(partnerId, 1);
    if (each === 1) return ruling(partnerId, { base: 12, forEachCertificate: 1 });
    return partners.applying(partnerId, body, main);
  });

  const issued = 4 * (tally(answers)[201] ?? 0);
  expect(issued).toBeGreaterThan(0);
  expect(issued).toBeLessThanOrEqual(16);
  await isRight(partnerId, 16 - issued);
});
