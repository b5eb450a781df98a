import { bindSitting, listBindings } from "../../shared/contract/certificate/binding-operations.ts";
import { previewBinding } from "../../shared/contract/certificate/binding-previews.ts";
import { claimCertificate, revokeCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { correctBindingName, correctCandidate, correctName } from "../../shared/contract/certificate/corrections.ts";
import { hideCertificate, showCertificate } from "../../shared/contract/certificate/hiding.ts";
import { getCandidateLink, undoCandidateLink } from "../../shared/contract/exam/candidate-links.ts";
import { receiveReport } from "../../shared/contract/exam/center-report-operations.ts";
import { assignExamCode, returnExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { listRegistrations, register, setAccommodations } from "../../shared/contract/exam/registration-operations.ts";
import { closeReport, releaseReport } from "../../shared/contract/exam/report-operations.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import { setMailPreferences } from "../../shared/contract/overview/mail-preferences.ts";
import { approveApplication, rejectApplication } from "../../shared/contract/partner/application-decisions.ts";
import {
  applyToOrganization,
  listApplications,
  withdrawApplication,
} from "../../shared/contract/partner/application-operations.ts";
import { applyForBenefits } from "../../shared/contract/partner/benefit-operations.ts";
import {
  createInvitation,
  listInvitations,
  revokeInvitation,
} from "../../shared/contract/partner/invitation-operations.ts";
import { quitOrganization, removeMember } from "../../shared/contract/partner/leaving.ts";
import { changeRole } from "../../shared/contract/partner/member-operations.ts";
import { createPartner } from "../../shared/contract/partner/partners.ts";
import { putCertification } from "../../shared/contract/programme/catalogue-operations.ts";
import {
  cancelAuthorizationCode,
  giveAuthorizationCode,
} from "../../shared/contract/purchase/authorization-code-operations.ts";
import { orderBatch } from "../../shared/contract/purchase/batch-operations.ts";
import { cancelOrder, listOrders, placeOrder } from "../../shared/contract/purchase/order-operations.ts";
import { confirmPayment } from "../../shared/contract/purchase/payments.ts";
import { reportIdFor } from "../../shared/store/exam/reports.ts";
import * as bindingGiven from "../support/binding-given.ts";
import * as given from "../support/given.ts";
import type { Claims, Request, Response } from "../support/invoke.ts";
import * as organizations from "../support/organizations.ts";
import * as partners from "../support/partners.ts";
import { call, callSigned, eventTypes, field, pageOf } from "./calls.ts";
import { decisionTargets } from "./decision-targets.ts";
import { partnerTargets } from "./partner-targets.ts";
import { purchaseTargets } from "./purchase-targets.ts";

/** A changing operation with a body that it would accept, and a check of whether it stored anything. */
export type Target = {
  readonly operation: Pick<Operation, "id" | "method" | "path">;
  readonly body: object;
  /** Calls it, or another operation on the same thing for the same caller. */
  readonly send: (request: Request, asked?: Target["operation"]) => Promise<Response>;
  readonly stored: () => Promise<unknown>;
};

type Prepare = () => Promise<Target>;

const price = { amount: 12_000, currency: "USD" };
const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];
const occurredAt = "2026-11-22T09:30:00.000Z";

function unsigned(operation: Target["operation"], known: Request): Target["send"] {
  return (request, asked = operation) => call(asked, { ...known, ...request });
}

function signedBy(sender: string, operation: Target["operation"], known: Request = {}): Target["send"] {
  return (request) => callSigned(operation, sender, { ...known, ...request });
}

const listed = (operation: Target["operation"], as: Claims) => async () => pageOf(await call(operation, { as })).data;

/** Every changing operation, each on separate things. */
export const targets: Readonly<Record<string, Prepare>> = {
  ...partnerTargets,
  ...decisionTargets,
  ...purchaseTargets,
  putCertification: async () => {
    const certificationId = await given.certification("acp");
    return {
      operation: putCertification,
      body: { level: "acp", title: "Changed", price, status: "published" },
      send: unsigned(putCertification, { params: { certificationId }, as: given.staff }),
      stored: () => eventTypes("certification", certificationId),
    };
  },
  placeOrder: async () => {
    const as = given.someone();
    return {
      operation: placeOrder,
      body: { items },
      send: unsigned(placeOrder, { as }),
      stored: listed(listOrders, as),
    };
  },
  cancelOrder: async () => {
    const as = given.someone();
    const { orderId } = await given.order(items, as);
    return {
      operation: cancelOrder,
      body: {},
      send: unsigned(cancelOrder, { params: { orderId }, as }),
      stored: () => eventTypes("order", orderId),
    };
  },
  confirmPayment: async () => {
    const { orderId, total } = await given.order(items, given.someone());
    return {
      operation: confirmPayment,
      body: { type: "payment.succeeded", occurredAt, data: { orderId, paymentId: `pay_${orderId}`, ...total } },
      send: signedBy("payments", confirmPayment),
      stored: () => eventTypes("order", orderId),
    };
  },
  giveAuthorizationCode: async () => {
    const as = given.someone();
    const code = await given.authorizationCode(await given.certification("acp"), as);
    return {
      operation: giveAuthorizationCode,
      body: { recipientEmail: "ben@example.org", message: "Good luck" },
      send: unsigned(giveAuthorizationCode, { params: { code }, as }),
      stored: () => eventTypes("authorization-code", code),
    };
  },
  cancelAuthorizationCode: async () => {
    const code = await given.authorizationCode(await given.certification("acp"), given.someone());
    return {
      operation: cancelAuthorizationCode,
      body: { reason: "Bought by mistake" },
      send: unsigned(cancelAuthorizationCode, { params: { code }, as: given.staff }),
      stored: () => eventTypes("authorization-code", code),
    };
  },
  orderBatch: async () => ({
    operation: orderBatch,
    body: { edition: "general-purpose", levels: ["aca"], quantity: 2, label: "Fair" },
    send: unsigned(orderBatch, { as: given.staff }),
    stored: async () => "others order batches at the same time",
  }),
  setAccommodations: async () => {
    const as = given.someone();
    const { registrationId } = await given.registration("acp", as);
    return {
      operation: setAccommodations,
      body: { codes: ["extra-time-25"], text: "A separate room" },
      send: unsigned(setAccommodations, { params: { registrationId }, as: given.staff }),
      stored: () => eventTypes("registration", registrationId),
    };
  },
  setMailPreferences: async () => {
    const as = given.someone();
    return {
      operation: setMailPreferences,
      body: { language: "zh-Hans", timeZone: "Asia/Shanghai" },
      send: unsigned(setMailPreferences, { as }),
      stored: () => eventTypes("mail-address", as.email),
    };
  },
  correctCandidate: async () => {
    const as = given.someone();
    const { registrationId } = await given.registration("acp", as);
    return {
      operation: correctCandidate,
      body: { givenName: "Ada", familyName: "Sá", nameOrder: "family-first", reason: "As on the passport" },
      send: unsigned(correctCandidate, { params: { registrationId }, as }),
      stored: () => eventTypes("registration", registrationId),
    };
  },
  correctName: async () => {
    const { certificateId } = await given.pass(given.someone());
    return {
      operation: correctName,
      body: { givenName: "Ada", familyName: "Sá", nameOrder: "family-first", reason: "As on the passport" },
      send: unsigned(correctName, { params: { certificateId }, as: given.staff }),
      stored: () => eventTypes("certificate", certificateId),
    };
  },
  correctBindingName: async () => {
    const { ana, certificationId, named, data } = await bindingGiven.sat();
    const candidate = { givenName: "Ana", familyName: "Silva" };
    given.must([200], await bindingGiven.sendResult({ ...data, candidate }));
    const bound = given.must([201], await call(bindSitting, { body: { certificationId, ...named }, as: ana }));
    const bindingId = String(field(bound, "bindingId"));
    return {
      operation: correctBindingName,
      body: { givenName: "Ada", familyName: "Sá", nameOrder: "family-first", reason: "As on the passport" },
      send: unsigned(correctBindingName, { params: { bindingId }, as: given.staff }),
      stored: () => eventTypes("binding", bindingId),
    };
  },
  register: async () => {
    const as = given.someone();
    const certificationId = await given.certification("acp");
    const code = await given.authorizationCode(certificationId, as);
    const list = listed(listRegistrations, as);
    return {
      operation: register,
      body: { authorizationCode: code, certificationId, candidate: given.candidate },
      send: unsigned(register, { as }),
      stored: async () => [await list(), await eventTypes("authorization-code", code)],
    };
  },
  receiveReport: async () => {
    const { eligibilityCode, registrationId } = await given.registration("acp", given.someone());
    return {
      operation: receiveReport,
      body: { type: "appointment.booked", occurredAt, data: given.placed(eligibilityCode) },
      send: signedBy("prometric", receiveReport, { params: { provider: "prometric" } }),
      stored: () => eventTypes("registration", registrationId),
    };
  },
  claimCertificate: async () => {
    const as = given.someone();
    const { certificateId } = await given.pass(as);
    return {
      operation: claimCertificate,
      body: {},
      send: unsigned(claimCertificate, { params: { certificateId }, as }),
      stored: () => eventTypes("certificate", certificateId),
    };
  },
  hideCertificate: () => ofHiding(hideCertificate),
  showCertificate: () => ofHiding(showCertificate),
  bindSitting: async () => {
    const { ana, certificationId, named } = await bindingGiven.sat();
    return {
      operation: bindSitting,
      body: { certificationId, ...named, fullName: "Ana Sá" },
      send: unsigned(bindSitting, { as: ana }),
      stored: listed(listBindings, ana),
    };
  },
  previewBinding: async () => {
    const { ana, certificationId, named } = await bindingGiven.sat();
    return {
      operation: previewBinding,
      body: { certificationId, ...named, fullName: "Ana Sá" },
      send: unsigned(previewBinding, { as: ana }),
      stored: listed(listBindings, ana),
    };
  },
  undoCandidateLink: async () => {
    const { ana, certificationId, named, result } = await bindingGiven.sat();
    await result();
    const body = { certificationId, ...named };
    given.must([201], await call(bindSitting, { body, as: ana, at: bindingGiven.now }));
    const linked = { params: { provider: "pearson-vue", candidateId: named.candidateId }, as: given.staff };
    return {
      operation: undoCandidateLink,
      body: {},
      send: unsigned(undoCandidateLink, { ...linked, query: { reason: "A wrong id" } }),
      stored: async () => (await call(getCandidateLink, linked)).body,
    };
  },
  applyForBenefits: async () => {
    const { partnerId, main } = await partners.partner();
    return {
      operation: applyForBenefits,
      body: { certificationId: await given.certification("acp"), exam: "written", quantity: 2 },
      send: unsigned(applyForBenefits, { params: { partnerId }, as: main }),
      stored: () => eventTypes("partner", partnerId),
    };
  },
  assignExamCode: async () => {
    const partner = await partners.partner();
    const [code = ""] = await partners.examCodes(partner, await given.certification("acp"));
    const { sub: accountId } = await partners.member(partner);
    return {
      operation: assignExamCode,
      body: { accountId },
      send: unsigned(assignExamCode, { params: { code }, as: partner.main }),
      stored: () => eventTypes("exam-code", code),
    };
  },
  returnExamCode: async () => {
    const partner = await partners.partner();
    const [code = ""] = await partners.examCodes(partner, await given.certification("acp"));
    const member = await partners.member(partner);
    given.must([200], await partners.assigning(code, member.sub, partner.main));
    return {
      operation: returnExamCode,
      body: {},
      send: unsigned(returnExamCode, { params: { code }, as: member }),
      stored: () => eventTypes("exam-code", code),
    };
  },
  releaseReport: async () => {
    const reportId = await parkedReport();
    return {
      operation: releaseReport,
      body: {},
      send: unsigned(releaseReport, { params: { reportId }, as: given.staff }),
      stored: () => eventTypes("report", reportId),
    };
  },
  closeReport: async () => {
    const reportId = await parkedReport();
    return {
      operation: closeReport,
      body: { reason: "The centre has withdrawn it" },
      send: unsigned(closeReport, { params: { reportId }, as: given.staff }),
      stored: () => eventTypes("report", reportId),
    };
  },
  revokeCertificate: async () => {
    const { certificateId } = await given.pass(given.someone());
    return {
      operation: revokeCertificate,
      body: { reason: "Impersonation" },
      send: unsigned(revokeCertificate, { params: { certificateId }, as: given.staff }),
      stored: () => eventTypes("certificate", certificateId),
    };
  },
  createPartner: async () => {
    const { sub } = given.someone();
    return {
      operation: createPartner,
      body: { name: "Acme", mainAccountId: sub, mainAccountName: "Mia", mainAccountEmail: "mia@example.org" },
      send: unsigned(createPartner, { as: given.staff }),
      stored: () => eventTypes("membership", sub),
    };
  },
  createInvitation: async () => {
    const { organizationId, main: as } = await organizations.partner();
    const params = { organizationId };
    return {
      operation: createInvitation,
      body: {},
      send: unsigned(createInvitation, { params, as }),
      stored: async () => pageOf(await call(listInvitations, { params, as })).data,
    };
  },
  revokeInvitation: async () => {
    const acme = await organizations.partner();
    const token = await organizations.invitation(acme);
    return {
      operation: revokeInvitation,
      body: {},
      send: unsigned(revokeInvitation, { params: { organizationId: acme.organizationId, token }, as: acme.main }),
      stored: () => eventTypes("invitation", token),
    };
  },
  applyToOrganization: async () => {
    const acme = await organizations.partner();
    const token = await organizations.invitation(acme);
    const params = { organizationId: acme.organizationId };
    return {
      operation: applyToOrganization,
      body: { fullName: "Ana Sá", email: "ana@example.org", department: "R&D", employeeNumber: "0042" },
      send: unsigned(applyToOrganization, { params: { token }, as: given.someone() }),
      stored: async () => pageOf(await call(listApplications, { params, as: acme.main })).data,
    };
  },
  withdrawApplication: async () => {
    const as = given.someone();
    const applicationId = await organizations.application(await organizations.partner(), as);
    return {
      operation: withdrawApplication,
      body: {},
      send: unsigned(withdrawApplication, { params: { applicationId }, as }),
      stored: () => eventTypes("application", applicationId),
    };
  },
  approveApplication: async () => {
    const { applicationId, ...known } = await waitingApplication();
    const send = unsigned(approveApplication, known);
    return { operation: approveApplication, body: {}, send, stored: () => eventTypes("application", applicationId) };
  },
  rejectApplication: async () => {
    const { applicationId, ...known } = await waitingApplication();
    return {
      operation: rejectApplication,
      body: { reason: "Not one of ours" },
      send: unsigned(rejectApplication, known),
      stored: () => eventTypes("application", applicationId),
    };
  },
  changeRole: async () => {
    const { accountId, ...known } = await someMember();
    return {
      operation: changeRole,
      body: { role: "manager" },
      send: unsigned(changeRole, known),
      stored: () => eventTypes("membership", accountId),
    };
  },
  removeMember: async () => {
    const { accountId, ...known } = await someMember();
    const send = unsigned(removeMember, known);
    return { operation: removeMember, body: {}, send, stored: () => eventTypes("membership", accountId) };
  },
  quitOrganization: async () => {
    const as = await organizations.member(await organizations.partner());
    const send = unsigned(quitOrganization, { as });
    return { operation: quitOrganization, body: {}, send, stored: () => eventTypes("membership", as.sub) };
  },
};

/** A waiting application, and its organization's main account. */
async function waitingApplication() {
  const acme = await organizations.partner();
  const applicationId = await organizations.application(acme, given.someone());
  return { applicationId, params: { organizationId: acme.organizationId, applicationId }, as: acme.main };
}

/** A member, and its organization's main account. */
async function someMember() {
  const acme = await organizations.partner();
  const { sub: accountId } = await organizations.member(acme);
  return { accountId, params: { organizationId: acme.organizationId, accountId }, as: acme.main };
}

/** A report that is parked, because it names an exam that its registration lacks. */
async function parkedReport(): Promise<string> {
  const { eligibilityCode } = await given.registration("acp", given.someone());
  const data = given.placed(eligibilityCode, { exam: "lab" });
  await given.report("prometric", "appointment.booked", data);
  return reportIdFor("prometric", { type: "appointment.booked", occurredAt, data });
}

/** A fresh target of an operation. */
export async function targetOf(id: string): Promise<Target> {
  const made = await targets[id]?.();
  if (made === undefined) throw new Error(id);
  return made;
}

/** The target of an operation, prepared when it is first asked for. For requests that change nothing, one is enough. */
export function onceFor(id: string): () => Promise<Target> {
  let made: Promise<Target> | undefined;
  return () => {
    made ??= targetOf(id);
    return made;
  };
}

/** Sends a request that must be refused. `changed` is true if the stored items differ afterwards. */
export async function storedBy(target: Target, request: Request): Promise<{ answer: Response; changed: boolean }> {
  const before = JSON.stringify(await target.stored());
  const answer = await target.send(request);
  return { answer, changed: JSON.stringify(await target.stored()) !== before };
}

/** A claimed certificate that is to be hidden, or that is hidden and to be shown. */
async function ofHiding(operation: typeof hideCertificate | typeof showCertificate): Promise<Target> {
  const as = given.someone();
  const { certificateId } = await given.pass(as);
  const params = { certificateId };
  given.must([200], await given.claiming(certificateId, as));
  if (operation === showCertificate) given.must([200], await call(hideCertificate, { params, body: {}, as }));
  return {
    operation,
    body: {},
    send: unsigned(operation, { params, as }),
    stored: () => eventTypes("certificate", certificateId),
  };
}
