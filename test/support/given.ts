import { randomBytes, randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import { handler as claimCertificateHandler } from "../../functions/claim-certificate/handler.ts";
import { handler as confirmPaymentHandler } from "../../functions/confirm-payment/handler.ts";
import { handler as giveHandler } from "../../functions/give-authorization-code/handler.ts";
import { handler as orderBatchHandler } from "../../functions/order-batch/handler.ts";
import { handler as placeOrderHandler } from "../../functions/place-order/handler.ts";
import { handler as publishHandler } from "../../functions/publish-certification/handler.ts";
import { handler as readMine } from "../../functions/read-mine/handler.ts";
import { handler as readStaff } from "../../functions/read-staff/handler.ts";
import { handler as receiveReportHandler } from "../../functions/receive-report/handler.ts";
import { handler as registerHandler } from "../../functions/register/handler.ts";
import {
  claimCertificate,
  getCertificate,
  listCertificates,
} from "../../shared/contract/certificate/certificate-operations.ts";
import { receiveReport } from "../../shared/contract/exam/center-report-operations.ts";
import { register } from "../../shared/contract/exam/registration-operations.ts";
import { getHistory } from "../../shared/contract/overview/account.ts";
import { putCertification } from "../../shared/contract/programme/catalogue-operations.ts";
import { giveAuthorizationCode } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { getBatchCodes, orderBatch } from "../../shared/contract/purchase/batch-operations.ts";
import { getOrder, placeOrder } from "../../shared/contract/purchase/order-operations.ts";
import { confirmPayment } from "../../shared/contract/purchase/payments.ts";
import { issueBatch } from "../../shared/jobs/issue-batch.ts";
import { Cost } from "../../shared/store/core/cost.ts";
import { type Claims, defaultTime, invoke, type Response, signed } from "./invoke.ts";

export const staff: Claims = { sub: "staff-1", groups: "[certrail-staff]" };

/** An account that no other test has. */
export function someone(): Claims & { email: string } {
  const sub = `account-${randomUUID()}`;
  return { sub, email: `${sub}@example.org`, email_verified: "true" };
}

/** A confirmation number that no other test has. */
export function someNumber(): string {
  return `885${randomInt(10 ** 11, 10 ** 12)}`;
}

export const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };
export const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

/** Creates a certification, published by default. Returns its id. */
export async function certification(level: string, entry: Record<string, unknown> = {}): Promise<string> {
  const certificationId = `${level}-${randomUUID()}`;
  const body = { level, title: "A title", price: { amount: 12_000, currency: "USD" }, status: "published", ...entry };
  must([200, 201], await invoke(publishHandler, putCertification, { params: { certificationId }, body, as: staff }));
  return certificationId;
}

/** A placed order. */
export async function order(
  items: readonly object[],
  as: Claims,
  at = defaultTime,
): Promise<{ orderId: string; total: { amount: number; currency: string } }> {
  const placed = must([201], await invoke(placeOrderHandler, placeOrder, { body: { items }, as, at }));
  return z
    .object({ orderId: z.string(), total: z.object({ amount: z.number(), currency: z.string() }) })
    .parse(placed.body);
}

/** Sends the payment provider's confirmation of an order. */
export async function payment(
  data: { orderId: string; paymentId?: string; amount: number; currency: string },
  { at = defaultTime, messageId }: { at?: string; messageId?: string } = {},
): Promise<Response> {
  const sent = { type: "payment.succeeded", occurredAt: at, data: { paymentId: `pay_${data.orderId}`, ...data } };
  const text = JSON.stringify(sent);
  const headers = await signed("payments", text, { at, ...(messageId !== undefined && { messageId }) });
  return invoke(confirmPaymentHandler, confirmPayment, { text, headers, at });
}

/** The codes of an order that was placed and paid at one moment. */
export async function authorizationCodes(items: readonly object[], as: Claims, at = defaultTime): Promise<string[]> {
  const { orderId, total } = await order(items, as, at);
  must([200], await payment({ orderId, ...total }, { at }));
  const paid = must([200], await invoke(readMine, getOrder, { params: { orderId }, as, at }));
  const { authorizationCodes: codes } = z
    .object({ authorizationCodes: z.array(z.object({ code: z.string() })) })
    .parse(paid.body);
  return codes.map(({ code }) => code);
}

/** One paid single-subject code for a certification. */
export async function authorizationCode(certificationId: string, as: Claims, at = defaultTime): Promise<string> {
  const [code = ""] = await authorizationCodes([{ product: "certification", certificationId, quantity: 1 }], as, at);
  return code;
}

/** Asks to give a code away. The answer may be a refusal. */
export function giving(code: string, recipientEmail: string, as: Claims, at = defaultTime): Promise<Response> {
  return invoke(giveHandler, giveAuthorizationCode, { params: { code }, body: { recipientEmail }, as, at });
}

/** A batch that staff ordered, without any issued code. Answers its id. */
export async function orderedBatch(body: object, at = defaultTime): Promise<string> {
  const granted = { label: "A label", ...body };
  const ordered = must([202], await invoke(orderBatchHandler, orderBatch, { body: granted, as: staff, at }));
  return z.object({ batchId: z.string() }).parse(ordered.body).batchId;
}

/** One run of the job that issues a batch's codes, with time for this number of parts. */
export async function issuing(batchId: string, parts = 10_000, at = defaultTime): Promise<void> {
  let left = parts;
  const hasTime = () => left-- > 0;
  const requestId = randomUUID();
  await issueBatch(batchId, { now: at, random: randomBytes, requestId, cost: new Cost(), hasTime });
}

/** The issued codes of a batch, read from its CSV. */
export async function batchCodes(batchId: string): Promise<string[]> {
  const request = { params: { batchId }, as: staff };
  const { body } = must([200], await invoke(readStaff, getBatchCodes, request));
  const [, ...lines] = z.string().parse(body).trimEnd().split("\r\n");
  return lines.map((line) => line.split(",")[0] ?? "");
}

/** One code that staff granted: it has no owner. */
export async function grantedCode(body: object, at = defaultTime): Promise<string> {
  const batchId = await orderedBatch({ quantity: 1, ...body }, at);
  await issuing(batchId, 1, at);
  const [code = ""] = await batchCodes(batchId);
  return code;
}

/** Asks for a registration. The answer may be a refusal. */
export function registering(
  code: string,
  certificationId: string,
  as: Claims,
  { who = {}, ...request }: { at?: string; headers?: Record<string, string>; who?: object } = {},
): Promise<Response> {
  const body = { authorizationCode: code, certificationId, candidate: { ...candidate, ...who } };
  return invoke(registerHandler, register, { body, as, ...request });
}

const registrationSchema = z.object({
  registrationId: z.string(),
  eligibilityCode: z.object({ code: z.string(), expiresAt: z.string() }).optional(),
});

/** Creates a registration with a bought code. `who` overrides the usual candidate's fields. */
export async function registration(level: string, as: Claims, at = defaultTime, who: object = {}) {
  const certificationId = await certification(level);
  const code = await authorizationCode(certificationId, as, at);
  const opened = registrationSchema.parse(must([201], await registering(code, certificationId, as, { at, who })).body);
  return {
    certificationId,
    code,
    registrationId: opened.registrationId,
    eligibilityCode: opened.eligibilityCode?.code ?? "",
  };
}

/** Sends a test centre's signed report. */
export async function report(
  provider: string,
  type: string,
  data: object,
  { at = defaultTime, occurredAt = at, messageId }: { at?: string; occurredAt?: string; messageId?: string } = {},
): Promise<Response> {
  const text = JSON.stringify({ type, occurredAt, data });
  const headers = await signed(provider, text, { at, ...(messageId !== undefined && { messageId }) });
  return invoke(receiveReportHandler, receiveReport, { params: { provider }, text, headers, at });
}

/** A test centre's report of a booking. `data` overrides fields. */
export function placed(eligibilityCode: string, data: object = {}) {
  const startsAt = "2026-12-01T10:00:00.000Z";
  return { confirmationNumber: someNumber(), eligibilityCode, exam: "written", startsAt, testCenter, ...data };
}

/** A passed ACP registration with a claimable certificate. `who` overrides the usual candidate's fields. */
export async function pass(as: Claims, at = defaultTime, who: object = {}) {
  const open = await registration("acp", as, at, who);
  const confirmationNumber = someNumber();
  const startsAt = at.replace(/\.\d+Z$/, ".500Z");
  const placed = { confirmationNumber, eligibilityCode: open.eligibilityCode, exam: "written", startsAt, testCenter };
  must([200], await report("prometric", "appointment.booked", placed, { at }));
  const result = {
    resultId: `R-${confirmationNumber}`,
    exam: "written",
    outcome: "pass",
    takenAt: at,
    confirmationNumber,
  };
  must([200], await report("prometric", "result.reported", result, { at }));
  const [certificate] = await certificates(as, at);
  if (certificate === undefined) throw new Error("a pass earns a certificate");
  return { ...open, ...certificate };
}

const certificateList = z.object({
  data: z.array(z.object({ certificateId: z.string(), certificateNumber: z.string(), status: z.string() })),
});

export async function certificates(as: Claims, at = defaultTime) {
  const listed = must([200], await invoke(readMine, listCertificates, { as, at }));
  return certificateList.parse(listed.body).data;
}

export function claiming(certificateId: string, as: Claims, at = defaultTime): Promise<Response> {
  return invoke(claimCertificateHandler, claimCertificate, { params: { certificateId }, body: {}, as, at });
}

const linked = z.object({ links: z.object({ credential: z.string() }) });

/** The token in a claimed certificate's links, which only its holder sees. */
export async function linkToken(certificateId: string, as: Claims): Promise<string> {
  const shown = must([200], await invoke(readMine, getCertificate, { params: { certificateId }, as }));
  return new URL(linked.parse(shown.body).links.credential).searchParams.get("token") ?? "";
}
const event = z.object({ eventId: z.string(), type: z.string(), at: z.string() });

/** The events of one thing, oldest first. Empty if the thing does not exist. */
export async function history(kind: string, id: string) {
  return wholeHistory(kind, id, event);
}

/** The same, each parsed with `shape`, page by page. */
export async function wholeHistory<T>(kind: string, id: string, shape: z.ZodType<T>): Promise<T[]> {
  const page = z.object({ data: z.array(shape), nextCursor: z.string().optional() });
  const events: T[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: "100", ...(cursor !== undefined && { cursor }) };
    const answered = await invoke(readStaff, getHistory, { params: { kind, id }, query, as: staff });
    if (answered.status === 404) return [];
    const { data, nextCursor } = page.parse(must([200], answered).body);
    events.push(...data);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return events;
}

/** The answer. Throws if it has none of these statuses, because a test's preparation must succeed. */
export function must(statuses: readonly number[], response: Response): Response {
  if (statuses.includes(response.status)) return response;
  throw new Error(`expected ${statuses.join(" or ")}, got ${response.status}: ${JSON.stringify(response.body)}`);
}
