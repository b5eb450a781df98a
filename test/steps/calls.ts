import * as z from "zod";
import { handler as applyForBenefits } from "../../functions/apply-for-benefits/handler.ts";
import { handler as applyToOrganization } from "../../functions/apply-to-organization/handler.ts";
import { handler as approveApplication } from "../../functions/approve-application/handler.ts";
import { handler as assignExamCode } from "../../functions/assign-exam-code/handler.ts";
import { handler as bindSitting } from "../../functions/bind-sitting/handler.ts";
import { handler as cancelAuthorizationCode } from "../../functions/cancel-authorization-code/handler.ts";
import { handler as cancelBatch } from "../../functions/cancel-batch/handler.ts";
import { handler as cancelOrder } from "../../functions/cancel-order/handler.ts";
import { handler as changeRole } from "../../functions/change-role/handler.ts";
import { handler as checkEligibility } from "../../functions/check-eligibility/handler.ts";
import { handler as claimCertificate } from "../../functions/claim-certificate/handler.ts";
import { handler as closeReport } from "../../functions/close-report/handler.ts";
import { handler as confirmPayment } from "../../functions/confirm-payment/handler.ts";
import { handler as createInvitation } from "../../functions/create-invitation/handler.ts";
import { handler as createPartner } from "../../functions/create-partner/handler.ts";
import { handler as explainTally } from "../../functions/explain-tally/handler.ts";
import { handler as giveAuthorizationCode } from "../../functions/give-authorization-code/handler.ts";
import { handler as issueCredential } from "../../functions/issue-credential/handler.ts";
import { handler as moveTraining } from "../../functions/move-training/handler.ts";
import { handler as orderBatch } from "../../functions/order-batch/handler.ts";
import { handler as placeOrder } from "../../functions/place-order/handler.ts";
import { handler as printCertificate } from "../../functions/print-certificate/handler.ts";
import { handler as publishCertification } from "../../functions/publish-certification/handler.ts";
import { handler as quitOrganization } from "../../functions/quit-organization/handler.ts";
import { handler as readAccount } from "../../functions/read-account/handler.ts";
import { handler as readApplications } from "../../functions/read-applications/handler.ts";
import { handler as readAppointments } from "../../functions/read-appointments/handler.ts";
import { handler as readAuthorizationCodes } from "../../functions/read-authorization-codes/handler.ts";
import { handler as readBatches } from "../../functions/read-batches/handler.ts";
import { handler as readBenefitChanges } from "../../functions/read-benefit-changes/handler.ts";
import { handler as readBenefits } from "../../functions/read-benefits/handler.ts";
import { handler as readBindings } from "../../functions/read-bindings/handler.ts";
import { handler as readCatalogue } from "../../functions/read-catalogue/handler.ts";
import { handler as readCertificates } from "../../functions/read-certificates/handler.ts";
import { handler as readExamCodes } from "../../functions/read-exam-codes/handler.ts";
import { handler as readHistory } from "../../functions/read-history/handler.ts";
import { handler as readInvitations } from "../../functions/read-invitations/handler.ts";
import { handler as readLedger } from "../../functions/read-ledger/handler.ts";
import { handler as readMembers } from "../../functions/read-members/handler.ts";
import { handler as readMessages } from "../../functions/read-messages/handler.ts";
import { handler as readOrders } from "../../functions/read-orders/handler.ts";
import { handler as readOrganization } from "../../functions/read-organization/handler.ts";
import { handler as readPartnerExamCodes } from "../../functions/read-partner-exam-codes/handler.ts";
import { handler as readPartners } from "../../functions/read-partners/handler.ts";
import { handler as readRegistrations } from "../../functions/read-registrations/handler.ts";
import { handler as readReports } from "../../functions/read-reports/handler.ts";
import { handler as readResults } from "../../functions/read-results/handler.ts";
import { handler as readTally } from "../../functions/read-tally/handler.ts";
import { handler as receiveReport } from "../../functions/receive-report/handler.ts";
import { handler as recountPartner } from "../../functions/recount/handler.ts";
import { handler as refundOrder } from "../../functions/refund-order/handler.ts";
import { handler as register } from "../../functions/register/handler.ts";
import { handler as rejectApplication } from "../../functions/reject-application/handler.ts";
import { handler as releaseReport } from "../../functions/release-report/handler.ts";
import { handler as removeMember } from "../../functions/remove-member/handler.ts";
import { handler as returnExamCode } from "../../functions/return-exam-code/handler.ts";
import { handler as revokeCertificate } from "../../functions/revoke-certificate/handler.ts";
import { handler as revokeInvitation } from "../../functions/revoke-invitation/handler.ts";
import { handler as search } from "../../functions/search/handler.ts";
import { handler as setAccommodations } from "../../functions/set-accommodations/handler.ts";
import { handler as takeBackGift } from "../../functions/take-back-gift/handler.ts";
import { handler as verifyCertificate } from "../../functions/verify-certificate/handler.ts";
import { handler as withdrawApplication } from "../../functions/withdraw-application/handler.ts";
import { cancelAuthorizationCode as cancelAuthorizationCodeOperation } from "../../shared/contract/authorization-codes.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import { getOrder } from "../../shared/contract/orders.ts";
import * as given from "../support/given.ts";
import { type Claims, type Handler, invoke, pathOf, type Request, type Response, signed } from "../support/invoke.ts";
import { race } from "./race.ts";

/** The function of each operation. */
const handlers: Readonly<Record<string, Handler>> = {
  ...{ putCertification: publishCertification, listCertifications: readCatalogue, getCertification: readCatalogue },
  ...{ listProducts: readCatalogue, refundOrder, moveTraining, takeBackGift, cancelBatch, listBatches: readBatches },
  ...{ placeOrder, cancelOrder, confirmPayment, listOrders: readOrders, getOrder: readOrders },
  ...{ listAuthorizationCodes: readAuthorizationCodes, getAuthorizationCode: readAuthorizationCodes },
  ...{ giveAuthorizationCode, cancelAuthorizationCode, orderBatch, getBatch: readBatches, getBatchCodes: readBatches },
  ...{ register, listRegistrations: readRegistrations, getRegistration: readRegistrations },
  ...{ getEligibilityCode: readRegistrations, checkEligibility, receiveReport },
  ...{ setAccommodations, listAppointments: readAppointments, getAppointment: readAppointments },
  ...{ getAppointmentCalendar: readAppointments },
  ...{ listResults: readResults, getResult: readResults, claimCertificate, revokeCertificate },
  ...{ verifyCertificate, showVerification: verifyCertificate },
  ...{ listCertificates: readCertificates, getCertificate: readCertificates },
  ...{ getCertificatePdf: printCertificate },
  ...{ getCredential: issueCredential, getStatusList: issueCredential, getIssuer: issueCredential },
  ...{ getCredentialKeys: issueCredential, getCredentialKey: issueCredential },
  ...{ getBenefits: readBenefits, applyForBenefits, listLedger: readLedger, getLedgerBalance: readLedger },
  ...{ listBenefitChanges: readBenefitChanges, getBenefitChange: readBenefitChanges },
  ...{ listPartnerExamCodes: readPartnerExamCodes, getPartnerExamCodesCsv: readPartnerExamCodes },
  ...{ listExamCodes: readExamCodes, getExamCode: readExamCodes, assignExamCode, returnExamCode },
  ...{ bindSitting, listBindings: readBindings, getBinding: readBindings, recountPartner },
  ...{ getTally: readTally, listTallyCertificates: readTally, explainAccount: explainTally },
  ...{ getMe: readAccount, getMyCertifications: readAccount, getHistory: readHistory, listMessages: readMessages },
  ...{ createPartner, listPartners: readPartners, getPartner: readPartners, getOrganization: readOrganization },
  ...{ createInvitation, listInvitations: readInvitations, getInvitation: readInvitations, revokeInvitation },
  ...{ applyToOrganization, listApplications: readApplications, getApplication: readApplications },
  ...{ withdrawApplication, approveApplication, rejectApplication },
  ...{ listMembers: readMembers, changeRole, removeMember, quitOrganization },
  ...{ search, listRefusedAttempts: search },
  ...{ listReports: readReports, getReport: readReports, releaseReport, closeReport },
};

type Called = Pick<Operation, "id" | "method" | "path">;

/** Sends a request to the function of an operation. */
export function call(operation: Called, request: Request = {}): Promise<Response> {
  const handler = handlers[operation.id];
  if (handler === undefined) throw new Error(`no function answers ${operation.id}`);
  return invoke(handler, operation, request);
}

/** The same, signed by a sender of webhooks: its body or, for a GET, its method and path. */
export async function callSigned(
  operation: Called,
  sender: string,
  { messageId, ...request }: Request & { messageId?: string },
): Promise<Response> {
  const { params = {}, query = {}, body, bytes, text = JSON.stringify(body), at } = request;
  const path = `${pathOf(operation.path, params)}?${new URLSearchParams(query)}`;
  const content = operation.method === "GET" ? `GET ${path}` : (bytes ?? text);
  const headers = await signed(sender, content, { ...(at && { at }), ...(messageId && { messageId }) });
  return call(operation, { ...request, headers: { ...headers, ...request.headers } });
}

/** So many requests at the same moment: none of them writes before all have read, so that all but one come too late. */
export function atOnce<T>(count: number, send: (each: number) => Promise<T>): Promise<T[]> {
  return race(count, () => Promise.all(Array.from({ length: count }, (_, each) => send(each))));
}

/** How many answers have which status. */
export function tally(answers: readonly Response[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const problemDocument = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  instance: z.string(),
  code: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string().min(1) })).optional(),
});

/** A complete problem document; throws where the answer is anything else. */
export function problem({ status, headers, body }: Response): z.infer<typeof problemDocument> {
  const read = problemDocument.safeParse(body);
  if (!read.success) throw new Error(`no problem document: ${status} ${JSON.stringify(body)}`);
  const document = read.data;
  const proper =
    headers["content-type"] === "application/problem+json" &&
    document.status === status &&
    document.type === `/problems/${document.code}` &&
    document.instance === headers["x-request-id"];
  if (!proper) throw new Error(`no proper problem document: ${status} ${JSON.stringify([headers, body])}`);
  return document;
}

/** Status and code of a refusal. */
export function refusal(response: Response): readonly [number, string] {
  const { status, code } = problem(response);
  return [status, code];
}

/** What a 422 names. */
export function pointers(response: Response): string[] {
  return (problem(response).errors ?? []).map(({ pointer }) => pointer);
}

/** The fields of an answer that a test is about. */
export function field(response: Response, name: string): unknown {
  return z.record(z.string(), z.unknown()).parse(response.body)[name];
}

const page = z.object({ data: z.array(z.record(z.string(), z.unknown())), nextCursor: z.string().optional() });

/** One page of a list. */
export function pageOf(response: Response): z.infer<typeof page> {
  return page.parse(given.must([200], response).body);
}

const event = z.object({
  eventId: z.string(),
  type: z.string(),
  at: z.string(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  requestId: z.string(),
  subjects: z.array(z.object({ kind: z.string(), id: z.string() })),
  data: z.record(z.string(), z.unknown()),
});

/** The events of a thing, oldest first, with all that they tell; none where there is no such thing. */
export async function eventsOf(kind: string, id: string): Promise<z.infer<typeof event>[]> {
  return given.wholeHistory(kind, id, event);
}

export async function eventTypes(kind: string, id: string): Promise<string[]> {
  return (await eventsOf(kind, id)).map(({ type }) => type);
}

/** The codes that an order has had, in the order of their issue. */
export async function codesOfOrder(orderId: string, as: Claims): Promise<string[]> {
  const order = given.must([200], await call(getOrder, { params: { orderId }, as }));
  const codes = z.array(z.object({ code: z.string() })).optional();
  return (codes.parse(field(order, "authorizationCodes")) ?? []).map(({ code }) => code);
}

/** The sums of an order, as staff see them. */
export async function moneyOf(orderId: string): Promise<unknown> {
  return field(await call(getOrder, { params: { orderId }, as: given.staff }), "money");
}

/** Staff withdraw a code. */
export function cancelCode(code: string): Promise<Response> {
  return call(cancelAuthorizationCodeOperation, { params: { code }, body: {}, as: given.staff });
}

/** A code whose last symbol does not fit the others. */
export function mistyped(code: string): string {
  return `${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`;
}
