import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import * as z from "zod";
import { bindSitting } from "../../../shared/contract/certificate/binding-operations.ts";
import { getAccount } from "../../../shared/contract/overview/accounts.ts";
import { getMyCertifications } from "../../../shared/contract/overview/my-certifications.ts";
import { ownThings } from "../../../shared/settling/own-things.ts";
import { client, tableName } from "../../../shared/store/core/client.ts";
import { Cost } from "../../../shared/store/core/cost.ts";
import { keyOf } from "../../../shared/store/core/entity.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import { type Claims, defaultTime } from "../../support/invoke.ts";
import { call } from "../calls.ts";

const action = z.looseObject({ action: z.string() });
const row = z.looseObject({ certificationId: z.string(), next: z.array(action) });
const answer = z.object({ data: z.array(row), generalPurposeCodes: z.array(z.looseObject({ code: z.string() })) });

async function mine(as: Claims, query: Record<string, string> = {}, at = defaultTime) {
  return answer.parse(given.must([200], await call(getMyCertifications, { as, query, at })).body);
}

test("an account that has nothing yet gets no row", async () => {
  expect(await mine(given.someone())).toEqual({ data: [], generalPurposeCodes: [] });
});

test("a code that was bought makes a row: activate it, before its end", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);

  const { data } = await mine(ana);

  expect(data).toMatchObject([
    {
      certificationId,
      title: "A title",
      level: "acp",
      codes: [{ code }],
      exams: [{ exam: "written", title: "A title, written exam" }],
      next: [{ action: "activate", code, until: "2027-11-22T09:30:00.000Z" }],
    },
  ]);
});

test("a code that was given to the account's verified address can be activated by it", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  given.must([200], await given.giving(code, ben.email, ana));

  expect((await mine(ben)).data).toMatchObject([{ certificationId, next: [{ action: "activate", code }] }]);
  expect((await mine(ana)).data).toEqual([]);
});

test("a general-purpose code stands beside the rows, for the account to choose, and in each row that it fits", async () => {
  const ana = given.someone();
  const [code] = await given.authorizationCodes([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
  const { certificationId } = await given.registration("aca", ana);

  const { data, generalPurposeCodes } = await mine(ana);

  expect(generalPurposeCodes).toMatchObject([{ code }]);
  expect(data).toMatchObject([
    {
      certificationId,
      next: [
        { action: "sit", exam: "online" },
        { action: "activate", code, why: "registration-already-open" },
      ],
    },
  ]);
});

test("a registration leads from booking over the sitting to the wait for its result", async () => {
  const ana = given.someone();
  const { eligibilityCode: code } = await given.registration("acp", ana);
  expect((await mine(ana)).data).toMatchObject([
    { registration: { status: "open" }, next: [{ action: "book", exam: "written", code }] },
  ]);

  const placed = given.placed(code);
  given.must([200], await given.report("prometric", "appointment.booked", placed));

  const { confirmationNumber, startsAt, testCenter } = placed;
  const [booked] = (await mine(ana)).data;
  expect(booked).toMatchObject({
    exams: [{ status: "booked", appointment: { confirmationNumber, startsAt, testCenter } }],
    next: [{ action: "sit", exam: "written", at: startsAt }],
  });
  const [sat] = (await mine(ana, {}, "2026-12-01T12:00:00.000Z")).data;
  expect(sat).toMatchObject({ exams: [{ status: "awaiting-result" }], next: [{ action: "wait", exam: "written" }] });
});

test("the lab of an ACE is shown as locked, with the reason", async () => {
  const ana = given.someone();
  await given.registration("ace", ana);

  expect((await mine(ana)).data).toMatchObject([
    {
      next: [
        { action: "book", exam: "written" },
        { action: "book", exam: "lab", why: "exam-locked" },
      ],
    },
  ]);
});

test("a pass is to be claimed; once claimed the row has the certificate's links, and says why nothing can be opened", async () => {
  const ana = given.someone();
  const { certificateId, certificateNumber } = await given.pass(ana);
  expect((await mine(ana)).data).toMatchObject([
    {
      certificate: { certificateId, status: "claimable" },
      results: [{ outcome: "pass" }],
      next: [{ action: "claim" }],
    },
  ]);

  given.must([200], await given.claiming(certificateId, ana));

  const [claimed] = (await mine(ana)).data;
  expect(claimed).toMatchObject({
    certificate: { status: "valid", links: { verify: expect.stringContaining(encodeURIComponent(certificateNumber)) } },
    next: [{ action: "register-again", why: "certificate-still-valid" }],
  });
  const [ended] = (await mine(ana, {}, "2028-11-22T09:30:00.000Z")).data;
  expect(ended).toMatchObject({ certificate: { status: "expired" }, next: [{ action: "register-again" }] });
  expect(ended?.next[0]).not.toHaveProperty("why");
});

test("an exam code leads from booking to binding, and a bound pass is to be bound no more", async () => {
  const { ana, code, result, certificationId, named } = await bindingGiven.sat();
  expect((await mine(ana)).data).toMatchObject([
    { certificationId, examCodes: [{ code }], next: [{ action: "book", exam: "written", code }] },
  ]);

  given.must([200], await result());
  expect((await mine(ana)).data).toMatchObject([
    { exams: [{ status: "passed" }], next: [{ action: "bind", exam: "written", code }] },
  ]);

  given.must([201], await call(bindSitting, { body: { certificationId, ...named }, as: ana }));
  const [bound] = (await mine(ana)).data;
  expect(bound).toMatchObject({ certificate: { status: "valid" }, bindings: [{ status: "bound" }] });
  expect(bound?.next.map(({ action }) => action)).toEqual(["register-again"]);
});

test("the rows can be narrowed to one certification", async () => {
  const ana = given.someone();
  const { certificationId } = await given.registration("acp", ana);
  await given.registration("acp", ana);

  expect((await mine(ana, { certificationId })).data).toMatchObject([{ certificationId }]);
  expect((await mine(ana)).data).toHaveLength(2);
});

test("it takes three reads at once, what they name in one more, and what exam codes name in a last one", async () => {
  const { ana } = await bindingGiven.sat();
  await given.pass(ana);
  const cost = new Cost();
  const account = { accountId: ana.sub, email: ana.email, emailVerified: true, staff: false };

  await ownThings(account, undefined, cost);

  expect(cost.reads).toBe(5);
});

test("an account with more than 1 MB of orders sees its certificates and codes, and so do staff", async () => {
  const ana = given.someone();
  const { certificateId } = await given.pass(ana);
  const code = await given.authorizationCode(await given.certification("acp"), ana);
  const { orderId } = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
  const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: keyOf("order", orderId) }));
  for (let copies = 0; copies < 6; copies += 1) {
    const own = JSON.parse(JSON.stringify(Item).replaceAll(orderId, `${orderId}-${copies}`));
    const large = { ...own, text: "x".repeat(300_000) };
    await client.send(new PutCommand({ TableName: tableName(), Item: large }));
  }

  const { data } = await mine(ana);
  expect(data).toHaveLength(2);
  expect(data).toContainEqual(expect.objectContaining({ certificate: expect.objectContaining({ certificateId }) }));
  expect(data).toContainEqual(expect.objectContaining({ codes: [expect.objectContaining({ code })] }));
  const record = given.must([200], await call(getAccount, { params: { accountId: ana.sub }, as: given.staff }));
  expect(record.body).toMatchObject({ certificates: [{ certificateId }] });
});
