import { createHmac, randomInt, randomUUID } from "node:crypto";
import * as api from "./api.ts";

/**
 * A candidate's whole workflow with a client that a public generator made from /openapi.json. `generated.test.ts`
 * writes it beside this file as `api.ts`. Prints the public status of the certificate.
 */

const { CERTRAIL_URL = "", CERTRAIL_TOKEN = "", PAYMENTS_SECRET = "", PROMETRIC_SECRET = "" } = process.env;

api.defaults.baseUrl = CERTRAIL_URL;
const ana = { headers: { authorization: `Bearer ${CERTRAIL_TOKEN}` } };
const certificationId = "acp-cloud-computing";
// A day takes a second, because centres cannot report the future.
const later = (days: number) => new Date(Date.now() + days * 1_000).toISOString();
const number = `885${randomInt(10 ** 9, 10 ** 10)}`;

/** Headers of Standard Webhooks: message id, time, and the signature of both and the content. */
function signed(secret: string, content: string) {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${content}`).digest("base64");
  return [id, timestamp, { headers: { "webhook-signature": `v1,${mac}` } }] as const;
}

function unexpected(came: { readonly status: number }): never {
  throw new Error(`an answer that was not expected: ${JSON.stringify(came)}`);
}

type Order = Parameters<typeof api.placeOrder>[0];
const order: Order = { items: [{ product: "certification", certificationId, quantity: 1 }] };
const placed = await api.placeOrder(order, { idempotencyKey: randomUUID() }, ana);
if (placed.status !== 201) unexpected(placed);
const { orderId, total } = placed.data;

const data = { orderId, paymentId: `pay_${orderId}`, amount: total.amount, currency: total.currency };
const payment: api.PaymentSucceeded = { type: "payment.succeeded", occurredAt: later(0), data };
const [paymentMessage, paidAt, paymentSignature] = signed(PAYMENTS_SECRET, JSON.stringify(payment));
const confirmed = await api.confirmPayment(paymentMessage, paidAt, payment, paymentSignature);
if (confirmed.status !== 200) unexpected(confirmed);

const paid = await api.getOrder(orderId, {}, ana);
if (paid.status !== 200) unexpected(paid);
const authorizationCode = paid.data.authorizationCodes?.[0]?.code ?? "";

const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };
const activation = { authorizationCode, certificationId, candidate };
const registered = await api.register(activation, {}, ana);
if (registered.status !== 201) unexpected(registered);
const eligibilityCode = registered.data.eligibilityCode?.code ?? "";
const again = await api.register(activation, {}, ana);
if (again.status !== 409 || again.data.code !== "authorization-code-already-redeemed") unexpected(again);

const path = `/v1/test-centers/prometric/eligibility/${eligibilityCode}?exam=written`;
const [message, askedAt, signature] = signed(PROMETRIC_SECRET, `GET ${path}`);
const asked = [eligibilityCode, message, askedAt] as const;
const eligible = await api.checkEligibility("prometric", ...asked, { exam: "written" }, signature);
if (eligible.status !== 200 || !eligible.data.eligible) unexpected(eligible);

type Report = Parameters<typeof api.receiveReport>[3];
async function report(body: Report): Promise<void> {
  const [message, sentAt, signature] = signed(PROMETRIC_SECRET, JSON.stringify(body));
  const came = await api.receiveReport("prometric", message, sentAt, body, signature);
  if (came.status !== 200 || came.data.status !== "applied") unexpected(came);
}

const testCenter = { id: "LIS-01", name: "Lisboa Centro", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };
const booking = { confirmationNumber: number, eligibilityCode, startsAt: later(1), testCenter };
await report({ type: "appointment.booked", occurredAt: later(0), data: { ...booking, exam: "written" } });
const appointment = await api.getAppointment(number, {}, ana);
if (appointment.status !== 200 || appointment.data.status !== "booked") unexpected(appointment);

const result = { resultId: `R-${number}`, score: 82, maximumScore: 100, takenAt: later(1), confirmationNumber: number };
await report({
  type: "result.reported",
  occurredAt: later(1),
  data: { ...result, exam: "written", outcome: "pass" },
});

const earned = await api.listCertificates({ limit: 1 }, ana);
if (earned.status !== 200) unexpected(earned);
const { certificateId = "", certificateNumber = "" } = earned.data.data[0] ?? {};
const claimed = await api.claimCertificate(certificateId, {}, ana);
if (claimed.status !== 200) unexpected(claimed);

const verified = await api.verifyCertificate(certificateNumber);
if (verified.status !== 200) unexpected(verified);
console.log(`${verified.data.holderName}: ${verified.data.status}`);
