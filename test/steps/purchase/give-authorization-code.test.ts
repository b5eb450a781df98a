import { expect, test } from "vitest";
import {
  getAuthorizationCode,
  giveAuthorizationCode,
  listAuthorizationCodes,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventsOf, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";

const give = given.giving;

const received = async (as: Claims) =>
  pageOf(await call(listAuthorizationCodes, { query: { gifts: "received" }, as })).data.map(({ code }) => code);

test("a code that is given to two people at the same moment goes to one of them", async () => {
  const [ana, ben, cleo] = [given.someone(), given.someone(), given.someone()];
  const code = await given.authorizationCode(await given.certification("acp"), ana);

  const answers = await Promise.all([give(code, ben.email, ana), give(code, cleo.email, ana)]);

  expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
  const refused = answers.find(({ status }) => status === 409);
  expect(refused && refusal(refused)).toEqual([409, "authorization-code-already-given"]);
  const ofBen = answers[0].status === 200;
  expect([await received(ben), await received(cleo)]).toEqual(ofBen ? [[code], []] : [[], [code]]);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "authorization-code.given"]);
});

test("a code that is given away and redeemed by its owner at the same moment is one or the other", async () => {
  const certificationId = await given.certification("acp");
  const ends = await atOnce(12, async (each) => {
    const [ana, ben] = [given.someone(), given.someone()];
    const code = await given.authorizationCode(certificationId, ana);
    const giving = () => give(code, ben.email, ana);
    const redeeming = () => given.registering(code, certificationId, ana);
    const answers = await Promise.all(each % 2 === 0 ? [giving(), redeeming()] : [redeeming(), giving()]);
    const [gift, redeemed] = each % 2 === 0 ? answers : answers.toReversed();
    const types = await eventTypes("authorization-code", code);
    return [gift?.status, redeemed?.status, await received(ben), types].map((end) => JSON.stringify(end)).join(" ");
  });

  for (const end of ends) {
    expect(end.replaceAll(/"EDU-[^"]+"/g, "code")).toBeOneOf([
      '200 404 [code] ["order.paid","authorization-code.given"]',
      '409 201 [] ["order.paid","registration.opened"]',
    ]);
  }
});

test("only the account with the recipient's verified address redeems a gift, in whatever case it is written", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const certificationId = await given.certification("aca");
  const code = await given.authorizationCode(certificationId, ana);
  await give(code, ben.email.toUpperCase(), ana);

  const byGiver = await given.registering(code, certificationId, ana);
  const byUnverified = await given.registering(code, certificationId, { ...ben, email_verified: "false" });
  const byStranger = await given.registering(code, certificationId, given.someone());
  const byRecipient = await given.registering(code, certificationId, ben);

  const none = [404, "authorization-code-not-found"];
  expect([refusal(byGiver), refusal(byUnverified), refusal(byStranger)]).toEqual([none, none, none]);
  expect(byRecipient.status).toBe(201);
});

test("a gift is seen by giver and recipient, with its message and the instant at which it was given", async () => {
  const [ana, ben] = [given.someone(), given.someone()];
  const code = await given.authorizationCode(await given.certification("aca"), ana);
  const body = { recipientEmail: ben.email, message: "Good luck! 加油" };

  const answer = await call(giveAuthorizationCode, { params: { code }, body, as: ana, at: "2026-12-24T18:00:00.000Z" });

  const gift = { ...body, givenAt: "2026-12-24T18:00:00.000Z" };
  expect(answer.body).toMatchObject({ code, status: "issued", gift });
  for (const as of [ana, ben]) {
    expect(field(await call(getAuthorizationCode, { params: { code }, as }), "gift")).toEqual(gift);
  }
  const [, event] = await eventsOf("authorization-code", code);
  expect(event).toMatchObject({ actor: { kind: "account", id: ana.sub }, data: body });
});

test("a gift is not the recipient's to give on", async () => {
  const [ana, ben, cleo] = [given.someone(), given.someone(), given.someone()];
  const code = await given.authorizationCode(await given.certification("aca"), ana);
  await give(code, ben.email, ana);

  expect(refusal(await give(code, cleo.email, ben))).toEqual([404, "authorization-code-not-found"]);
  expect(await received(cleo)).toEqual([]);
});

test("a code is given away until one millisecond before its end, and not at its end", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("aca");
  const [early, late] = [
    await given.authorizationCode(certificationId, ana),
    await given.authorizationCode(certificationId, ana),
  ];

  const before = await give(early, "ben@example.org", ana, "2027-11-22T09:29:59.999Z");
  const at = await give(late, "ben@example.org", ana, "2027-11-22T09:30:00.000Z");

  expect(before.status).toBe(200);
  expect(refusal(at)).toEqual([409, "authorization-code-expired"]);
  expect(await eventTypes("authorization-code", late)).toEqual(["order.paid"]);
});
