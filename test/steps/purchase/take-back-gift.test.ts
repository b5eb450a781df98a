import { expect, test } from "vitest";
import {
  listAuthorizationCodes,
  takeBackGift,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { refundOrder } from "../../../shared/contract/purchase/refunds.ts";
import * as given from "../../support/given.ts";
import type { Claims } from "../../support/invoke.ts";
import { atOnce, call, eventsOf, field, pageOf, refusal } from "../calls.ts";
import { causedMails } from "../caused-mails.ts";

async function gift() {
  const [ana, ben] = [given.someone(), given.someone()];
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  given.must([200], await given.giving(code, ben.email, ana));
  return { ana, ben, certificationId, code };
}

const takeBack = (code: string, as: Claims, body: object = {}) => call(takeBackGift, { params: { code }, body, as });

const codesOf = async (as: Claims) => pageOf(await call(listAuthorizationCodes, { as })).data.map(({ code }) => code);

test.each(["the giver", "staff"])("%s takes a gift back: it is the giver's again, and both are told", async (who) => {
  const { ana, ben, certificationId, code } = await gift();

  const answer = await takeBack(code, who === "staff" ? given.staff : ana, { reason: "A wrong address" });

  expect([answer.status, field(answer, "status"), field(answer, "gift")]).toEqual([200, "issued", undefined]);
  expect(await codesOf(ana)).toEqual([code]);
  expect(refusal(await given.registering(code, certificationId, ben))).toEqual([404, "authorization-code-not-found"]);
  const events = await eventsOf("authorization-code", code);
  expect(events.at(-1)).toMatchObject({
    type: "authorization-code.gift-taken-back",
    data: { recipientEmail: ben.email, reason: "A wrong address" },
  });
  const mails = await causedMails("authorization-code", code);
  expect(mails.slice(-2).map(({ to, subject }) => [to, subject])).toEqual([
    [ben.email, "A code that you were given was taken back"],
    [ana.email, "Your gift was taken back"],
  ]);
});

test("a gift that was taken back is given to someone else, who redeems it", async () => {
  const { ana, certificationId, code } = await gift();
  const cleo = given.someone();

  await takeBack(code, ana);
  given.must([200], await given.giving(code, cleo.email, ana));

  expect((await given.registering(code, certificationId, cleo)).status).toBe(201);
});

test("a gift is not taken back by its recipient or a stranger, when it is none, or once it was redeemed", async () => {
  const { ana, ben, certificationId, code } = await gift();

  expect(refusal(await takeBack(code, ben))).toEqual([404, "authorization-code-not-found"]);
  expect(refusal(await takeBack(code, given.someone()))).toEqual([404, "authorization-code-not-found"]);
  given.must([201], await given.registering(code, certificationId, ben));
  expect(refusal(await takeBack(code, ana))).toEqual([409, "authorization-code-already-redeemed"]);
  const own = await given.authorizationCode(certificationId, ana);
  expect(refusal(await takeBack(own, ana))).toEqual([409, "authorization-code-not-given"]);
});

test("a gift that is redeemed and taken back at the same moment is one or the other", async () => {
  const ends = await atOnce(6, async () => {
    const { ana, ben, certificationId, code } = await gift();
    const answers = await Promise.all([given.registering(code, certificationId, ben), takeBack(code, ana)]);
    return answers.map(({ status }) => status);
  });
  for (const end of ends)
    expect([
      [201, 409],
      [404, 200],
    ]).toContainEqual(end);
});

test("the receiver of a gifted code is told when it is cancelled with a refund", async () => {
  const { ben, code } = await gift();
  const [{ subjects = [] } = {}] = await eventsOf("authorization-code", code);
  const orderId = subjects.find(({ kind }) => kind === "order")?.id ?? "";

  given.must([200], await call(refundOrder, { params: { orderId }, body: { reason: "Asked" }, as: given.staff }));

  const mails = await causedMails("order", orderId);
  expect(mails.filter(({ to }) => to === ben.email).map(({ subject }) => subject)).toEqual([
    "A code that you were given was cancelled",
  ]);
});
