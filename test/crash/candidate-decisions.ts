import { randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import { type Calls, emailOf, staff } from "./calls.ts";
import { candidate, certificationId, codesOfOrder, testCenter } from "./wanted.ts";

const reason = "Crash";
const placed = z.object({ orderId: z.string(), total: z.object({ amount: z.number(), currency: z.string() }) });
const paid = z.object({
  authorizationCodes: z.tuple([z.object({ code: z.string() }), z.object({ code: z.string() })]),
});
const messages = z.object({ data: z.array(z.object({ mailId: z.string() })) });
const opened = z.object({ registrationId: z.string(), eligibilityCode: z.object({ code: z.string() }) });

/** Staff decide on all that one candidate has: training, gift, code, name, booking, sitting, held result, registration. */
export async function staffDecide(calls: Calls): Promise<void> {
  const who = `dan-${randomUUID()}`;
  const { orderId, code, other } = await bought(calls, who);
  await orderCancelled(calls);
  await sentAgain(calls, who);
  const training = `/v1/orders/${orderId}/training/${certificationId}`;
  await decided(calls, training, { status: "arranged" }, "order", orderId, "order.training-moved");
  await giftTakenBack(calls, who, other);

  const body = { authorizationCode: code, certificationId, candidate };
  const registration = opened.parse((await calls.post("/v1/registrations", who, body, [201])).body);
  const { registrationId: id, eligibilityCode } = registration;
  const path = `/v1/registrations/${id}`;
  await decided(calls, `${path}/candidate`, { familyName: "Sá Nova" }, "registration", id, "registration.corrected");
  await calls.put(`${path}/accommodations`, staff, { codes: ["extra-time-25"] });
  calls.must("registration", id, "registration.accommodations-set");
  const number = await booked(calls, eligibilityCode.code);
  const usedUp = { sitting: "used-up" };
  await decided(calls, `/v1/appointments/${number}/close`, usedUp, "registration", id, "appointment.closed");
  const sitting = { exam: "written" };
  await decided(calls, `${path}/sittings`, sitting, "registration", id, "registration.sitting-granted");
  const resultId = await held(calls, await booked(calls, eligibilityCode.code));
  await decided(calls, `/v1/results/${resultId}/end-hold`, {}, "registration", id, "result.corrected");
  await decided(calls, `${path}/close`, {}, "registration", id, "registration.closed");
}

/** A claimed certificate is revoked and reinstated. */
export async function reinstated(calls: Calls, certificateId: string): Promise<void> {
  const path = `/v1/certificates/${certificateId}`;
  await decided(calls, `${path}/revoke`, {}, "certificate", certificateId, "certificate.revoked");
  await decided(calls, `${path}/reinstate`, {}, "certificate", certificateId, "certificate.reinstated");
}

/** Staff decide once. The history of the thing must have the event since. */
export async function decided(calls: Calls, path: string, body: object, kind: string, id: string, type: string) {
  const answer = await calls.post(path, staff, { reason, ...body }, [200]);
  calls.must(kind, id, type);
  return answer;
}

async function bought(calls: Calls, who: string) {
  const items = [
    { product: "certification", certificationId, quantity: codesOfOrder },
    { product: "offline-training", certificationId, quantity: 1 },
  ];
  const { orderId, total } = placed.parse((await calls.post("/v1/orders", who, { items }, [201])).body);
  const payment = { orderId, paymentId: `pay-${orderId}`, ...total };
  await calls.report("payments", "payment.succeeded", payment, await calls.now(), [200]);
  calls.must("order", orderId, "order.paid");
  const [one, two] = paid.parse((await calls.get(`/v1/orders/${orderId}`, who)).body).authorizationCodes;
  return { orderId, code: one.code, other: two.code };
}

async function orderCancelled(calls: Calls): Promise<void> {
  const who = `eli-${randomUUID()}`;
  const items = [{ product: "certification", certificationId, quantity: 1 }];
  const { orderId } = placed.parse((await calls.post("/v1/orders", who, { items }, [201])).body);
  await calls.post(`/v1/orders/${orderId}/cancel`, who, {}, [200]);
  calls.must("order", orderId, "order.cancelled");
}

/** Staff send the e-mail of the payment again, once it is sent. */
async function sentAgain(calls: Calls, who: string): Promise<void> {
  const list = `/v1/messages?status=sent&to=${encodeURIComponent(emailOf(who))}`;
  const sent = await calls.eventually(async () => messages.parse((await calls.get(list, staff)).body).data[0]);
  if (sent === undefined) calls.odd.push(`no e-mail was sent to ${who}`);
  else await decided(calls, `/v1/messages/${sent.mailId}/send`, {}, "mail", sent.mailId, "mail.sent-again");
}

async function giftTakenBack(calls: Calls, who: string, code: string): Promise<void> {
  const path = `/v1/authorization-codes/${code}`;
  await calls.post(`${path}/gift`, who, { recipientEmail: "eve@example.org" }, [200]);
  calls.must("authorization-code", code, "authorization-code.given");
  await decided(calls, `${path}/take-back-gift`, {}, "authorization-code", code, "authorization-code.gift-taken-back");
  await decided(calls, `${path}/cancel`, {}, "authorization-code", code, "authorization-code.cancelled");
}

async function booked(calls: Calls, eligibilityCode: string): Promise<string> {
  const confirmationNumber = `885${randomInt(10 ** 11, 10 ** 12)}`;
  const now = await calls.now();
  const place = { confirmationNumber, eligibilityCode, exam: "written", startsAt: now, testCenter };
  await calls.report("prometric", "appointment.booked", place, now, [200]);
  return confirmationNumber;
}

async function held(calls: Calls, confirmationNumber: string): Promise<string> {
  const [resultId, now] = [`R-${confirmationNumber}`, await calls.now()];
  const result = { resultId, exam: "written", outcome: "held", takenAt: now, confirmationNumber };
  await calls.report("prometric", "result.reported", result, now, [200]);
  return resultId;
}
