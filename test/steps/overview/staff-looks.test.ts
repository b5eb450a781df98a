import { Logger } from "@aws-lambda-powertools/logger";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { bindSitting } from "../../../shared/contract/certificate/binding-operations.ts";
import { getCertificate } from "../../../shared/contract/certificate/certificate-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getCandidateLink } from "../../../shared/contract/exam/candidate-links.ts";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { getRegistration, listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { listRefusedAttempts } from "../../../shared/contract/history/attempts.ts";
import type { Operation } from "../../../shared/contract/operation.ts";
import { getHistory } from "../../../shared/contract/overview/account.ts";
import { search } from "../../../shared/contract/overview/search.ts";
import { listApplications } from "../../../shared/contract/partner/application-operations.ts";
import { getMember, getMembersCsv, listMembers } from "../../../shared/contract/partner/member-operations.ts";
import { getPartnerExamCodesCsv, listPartnerExamCodes } from "../../../shared/contract/partner/partner-exam-codes.ts";
import { getTallyCsv, listTallyCertificates } from "../../../shared/contract/partner/tally-operations.ts";
import { getAuthorizationCode } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { client } from "../../../shared/store/core/client.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Request } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { call, eventsOf, refusal } from "../calls.ts";
import { sendable } from "../exam/kept-reports.ts";
import { faulty, named } from "../store-faults.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];
const line = z.looseObject({ operation: z.string(), staff: z.string().optional() });

type Asked = readonly [Pick<Operation, "id" | "method" | "path">, Request["params"] & object];

/** Reads of an account by staff, oldest first. */
async function looksAt(accountId: string) {
  return (await eventsOf("account", accountId)).map(({ type, actor, data }) => ({ type, actor, data }));
}

const looked = (operation: string, params: object, id = "staff-1") => ({
  type: "account.looked-up",
  actor: { kind: "staff", id },
  data: { operation, params },
});

describe("what staff look at of a person can be told afterwards", () => {
  test("each thing by itself, with who looked, by which operation", async () => {
    const ana = given.someone();
    const { orderId } = await given.order(items, ana);
    const code = await given.authorizationCode(await given.certification("acp"), ana);
    const { registrationId, eligibilityCode } = await given.registration("acp", ana);
    const confirmationNumber = given.someNumber();
    await given.report("prometric", "appointment.booked", given.placed(eligibilityCode, { confirmationNumber }));
    const { certificateId } = await given.pass(ana);
    const acme = await organizations.partner();
    const member = await organizations.member(acme);
    const ofMember = { organizationId: acme.organizationId, accountId: member.sub };
    const asked: Asked[] = [
      [getOrder, { orderId }],
      [getAuthorizationCode, { code }],
      [getRegistration, { registrationId }],
      [getEligibilityCode, { code: eligibilityCode }],
      [getAppointment, { confirmationNumber }],
      [getCertificate, { certificateId }],
    ];

    for (const [minute, [operation, params]] of [...asked, [getMember, ofMember] as const].entries()) {
      const at = `2026-11-22T11:0${minute}:00.000Z`;
      expect((await call(operation, { params, as: given.staff, at })).status, operation.id).toBe(200);
    }

    expect(await looksAt(ana.sub)).toEqual(asked.map(([{ id }, params]) => looked(id, params)));
    expect(await looksAt(member.sub)).toEqual([looked("getMember", ofMember)]);
  });

  test("a partner's lists of people, and the same as files, by each of those who are in them", async () => {
    const of = await bindingGiven.partner();
    const ana = await bindingGiven.member(of);
    const ben = given.someone();
    await organizations.application(of, ben);
    await bindingGiven.examCode(of, await given.certification("acp"), { holder: ana });
    const { certificateId } = await given.pass(ana);
    given.must([200], await given.claiming(certificateId, ana));
    const { organizationId, partnerId } = of;
    const asked: Asked[] = [
      [listMembers, { organizationId }],
      [getMembersCsv, { organizationId }],
      [listPartnerExamCodes, { partnerId }],
      [getPartnerExamCodesCsv, { partnerId }],
      [listTallyCertificates, { partnerId }],
      [getTallyCsv, { partnerId }],
    ];
    const lists: Asked[] = [...asked, [listApplications, { organizationId }]];

    for (const [minute, [operation, params]] of lists.entries()) {
      for (const as of [of.main, given.staff]) {
        const at = `2026-11-22T12:0${minute}:00.000Z`;
        expect((await call(operation, { params, as, at })).status, operation.id).toBe(200);
      }
    }

    expect(await looksAt(ana.sub)).toEqual(lists.map(([{ id }, params]) => looked(id, params)));
    expect(await looksAt(ben.sub)).toEqual([looked("listApplications", { organizationId })]);
  });

  test("a candidate's link, and a report that was parked and concerns somebody", async () => {
    const { ana, certificationId, named: ids, result } = await bindingGiven.sat();
    given.must([200], await result());
    given.must([201], await call(bindSitting, { body: { certificationId, ...ids }, as: ana }));
    const ofLink = { provider: "pearson-vue", candidateId: ids.candidateId };
    await call(getCandidateLink, { params: ofLink, as: given.staff });
    expect(await looksAt(ana.sub)).toEqual([looked("getCandidateLink", ofLink)]);

    const ben = given.someone();
    const { eligibilityCode } = await given.registration("acp", ben);
    const parked = sendable("appointment.booked", given.placed(eligibilityCode, { exam: "lab" }));
    given.must([200], await parked.send());
    await parked.look();
    expect(await looksAt(ben.sub)).toEqual([looked("getReport", { reportId: parked.reportId })]);
  });

  test("a search by each of those whose things it shows, without what was searched for", async () => {
    const ana = given.someone();
    await given.order(items, ana);
    await given.order(items, ana);

    await call(search, { query: { q: ana.email }, as: given.staff });

    expect(await looksAt(ana.sub)).toEqual([looked("search", {})]);
  });

  test("refused attempts of an account", async () => {
    const ana = given.someone();
    await call(getAuthorizationCode, { params: { code: "EDU-0000-0000-0000-0000-0" }, as: ana });

    await call(listRefusedAttempts, { query: { accountId: ana.sub }, as: given.staff });

    expect(await looksAt(ana.sub)).toEqual([looked("listRefusedAttempts", {})]);
  });

  test("the history of what the account itself did", async () => {
    const ana = given.someone();
    const { orderId } = await given.order(items, ana);

    await call(getHistory, { params: { kind: "order", id: orderId }, as: given.staff });

    expect(await looksAt(ana.sub)).toEqual([looked("getHistory", { kind: "order", id: orderId })]);
  });

  test("also by HEAD, and where nothing has changed since", async () => {
    const ana = given.someone();
    const { orderId } = await given.order(items, ana);
    const of = { params: { orderId }, as: given.staff };
    const { etag = "" } = (await call(getOrder, of)).headers;

    const again = await call({ ...getOrder, method: "HEAD" }, { ...of, headers: { "if-none-match": etag } });

    expect(again.status).toBe(304);
    expect(await looksAt(ana.sub)).toHaveLength(2);
  });
});

describe("nothing is noted", () => {
  test("of what one looks at oneself, be one staff or not, nor of what there is not", async () => {
    const ana = given.someone();
    const boss = { ...given.someone(), groups: "[certrail-staff]" };
    const [mine, own] = [await given.order(items, ana), await given.order(items, boss)];

    await call(getOrder, { params: { orderId: mine.orderId }, as: ana });
    await call(getOrder, { params: { orderId: own.orderId }, as: boss });
    await call(listRegistrations, { as: boss });
    await call(getOrder, { params: { orderId: "ord_none" }, as: given.staff });

    for (const { sub } of [ana, boss])
      expect(refusal(await call(getHistory, { params: { kind: "account", id: sub }, as: given.staff }))).toEqual([
        404,
        "history-not-found",
      ]);
  });
});

test("a look is one write more, and what cannot be noted is not shown", async () => {
  const ana = given.someone();
  const { orderId } = await given.order(items, ana);
  const of = { params: { orderId }, as: given.staff };
  const sent = vi.spyOn(client, "send");
  await call(getOrder, of);
  const commands = sent.mock.calls.map(([command]) => command.constructor.name);
  sent.mockRestore();

  expect(commands).toEqual(["GetCommand", "PutCommand"]);
  {
    using _ = faulty({ writes: [{ before: named("ThrottlingException") }] });
    expect((await call(getOrder, of)).status).toBe(503);
  }
  expect(await looksAt(ana.sub)).toHaveLength(1);
});

test("the log names the member of staff who asked, and nobody else", async () => {
  const lines = vi.spyOn(Logger.prototype, "info");
  const ana = given.someone();
  const { orderId } = await given.order(items, ana);
  await call(getOrder, { params: { orderId }, as: ana });
  await call(getOrder, { params: { orderId }, as: given.staff });
  const done = lines.mock.calls.map(([, fields]) => line.parse(fields)).filter((each) => each.operation === "getOrder");
  lines.mockRestore();

  expect(done.map(({ staff }) => staff)).toEqual([undefined, "staff-1"]);
  expect(JSON.stringify(done)).not.toContain(ana.sub);
});
