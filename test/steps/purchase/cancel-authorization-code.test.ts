import { expect, test } from "vitest";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import {
  cancelAuthorizationCode,
  getAuthorizationCode,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import * as given from "../../support/given.ts";
import { atOnce, call, eventsOf, eventTypes, field, pageOf, refusal, tally } from "../calls.ts";

const cancel = (code: string, body: object = {}, at = "2026-11-22T09:30:00.000Z") =>
  call(cancelAuthorizationCode, { params: { code }, body, as: given.staff, at });

test("of two cancellations of one code at the same moment one cancels it and the other is refused", async () => {
  const code = await given.authorizationCode(await given.certification("acp"), given.someone());

  const answers = await atOnce(2, () => cancel(code));

  expect(tally(answers)).toEqual({ 200: 1, 409: 1 });
  const refused = answers.find(({ status }) => status === 409);
  expect(refused && refusal(refused)).toEqual([409, "authorization-code-cancelled"]);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "authorization-code.cancelled"]);
});

test("a code that is cancelled and redeemed at the same moment is one or the other", async () => {
  const certificationId = await given.certification("acp");
  const ends = await atOnce(12, async (each) => {
    const ana = given.someone();
    const code = await given.authorizationCode(certificationId, ana);
    const redeem = () => given.registering(code, certificationId, ana);
    const answers = await Promise.all(each % 2 === 0 ? [cancel(code), redeem()] : [redeem(), cancel(code)]);
    const [cancelled, redeemed] = each % 2 === 0 ? answers : answers.toReversed();
    const seen = await call(getAuthorizationCode, { params: { code }, as: ana });
    const registrations = pageOf(await call(listRegistrations, { as: ana })).data.length;
    return [cancelled?.status, redeemed?.status, field(seen, "status"), registrations];
  });

  for (const end of ends) {
    expect([
      [200, 409, "cancelled", 0],
      [409, 201, "redeemed", 1],
    ]).toContainEqual(end);
  }
});

test("a cancelled code is redeemed by nobody and says why", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  const answer = await cancel(code, { reason: "Bought by mistake" });

  const redeemed = await given.registering(code, certificationId, ana);

  expect(answer.body).toMatchObject({ code, status: "cancelled", cancelledAt: "2026-11-22T09:30:00.000Z" });
  expect(refusal(redeemed)).toEqual([409, "authorization-code-cancelled"]);
  const [, event] = await eventsOf("authorization-code", code);
  expect(event).toMatchObject({
    actor: { kind: "staff", id: "staff-1" },
    data: { reason: "Bought by mistake" },
  });
});

test("a redeemed code cannot be cancelled", async () => {
  const ana = given.someone();
  const { code } = await given.registration("acp", ana);

  expect(refusal(await cancel(code))).toEqual([409, "authorization-code-already-redeemed"]);
  const seen = await call(getAuthorizationCode, { params: { code }, as: ana });
  expect(field(seen, "status")).toBe("redeemed");
});

test("a code is cancelled until one millisecond before its end, and not at its end", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("aca");
  const codes = await given.authorizationCodes([{ product: "certification", certificationId, quantity: 2 }], ana);
  const [early = "", late = ""] = codes;

  expect((await cancel(early, {}, "2027-11-22T09:29:59.999Z")).status).toBe(200);
  expect(refusal(await cancel(late, {}, "2027-11-22T09:30:00.000Z"))).toEqual([409, "authorization-code-expired"]);
});
