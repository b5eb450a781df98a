import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { bindSitting, getBinding } from "../../../shared/contract/certificate/binding-operations.ts";
import {
  claimCertificate,
  getCertificate,
  revokeCertificate,
} from "../../../shared/contract/certificate/certificate-operations.ts";
import { hideCertificate, showCertificate } from "../../../shared/contract/certificate/hiding.ts";
import { verifyCertificate } from "../../../shared/contract/certificate/verification-operations.ts";
import { getAppointment } from "../../../shared/contract/exam/appointment-operations.ts";
import { getEligibilityCode } from "../../../shared/contract/exam/eligibility-codes.ts";
import { getRegistration } from "../../../shared/contract/exam/registration-operations.ts";
import { getResult } from "../../../shared/contract/exam/result-operations.ts";
import { getHistory } from "../../../shared/contract/overview/account.ts";
import { approveApplication, rejectApplication } from "../../../shared/contract/partner/application-decisions.ts";
import {
  getApplication,
  listApplications,
  withdrawApplication,
} from "../../../shared/contract/partner/application-operations.ts";
import { approveApplications } from "../../../shared/contract/partner/bulk-approval.ts";
import { inviteByEmail } from "../../../shared/contract/partner/bulk-invitation.ts";
import {
  createInvitation,
  listInvitations,
  revokeInvitation,
} from "../../../shared/contract/partner/invitation-operations.ts";
import { removeMember } from "../../../shared/contract/partner/leaving.ts";
import { changeRole, getMembersCsv, listMembers } from "../../../shared/contract/partner/member-operations.ts";
import { getOrganization } from "../../../shared/contract/partner/organizations.ts";
import { getPartner } from "../../../shared/contract/partner/partners.ts";
import { getCertification } from "../../../shared/contract/programme/catalogue-operations.ts";
import {
  getAuthorizationCode,
  giveAuthorizationCode,
  takeBackGift,
} from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getBatch, getBatchCodes } from "../../../shared/contract/purchase/batch-operations.ts";
import { cancelOrder, getOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { drawCode } from "../../../shared/domain/code.ts";
import * as bindingGiven from "../../support/binding-given.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import * as organizations from "../../support/organizations.ts";
import { call, field, problem, refusal } from "../calls.ts";

const unknown = {
  id: `x_${randomUUID()}`,
  authorizationCode: drawCode("EDU", () => crypto.getRandomValues(new Uint8Array(10))),
  eligibilityCode: drawCode("ACTC", () => crypto.getRandomValues(new Uint8Array(10))),
  certificateNumber: drawCode("CRT", () => crypto.getRandomValues(new Uint8Array(10))),
};

/** The answer without the request's id. */
function document(answer: Response) {
  const { instance: _, ...rest } = problem(answer);
  const { "x-request-id": __, ...headers } = answer.headers;
  return JSON.stringify([rest, headers]);
}

type Things = Readonly<
  Record<
    string,
    (ana: Claims) => Promise<{ known: string; unknown: string; ask: (id: string, as: Claims) => Promise<Response> }>
  >
>;

/** Things of an organization, for requests of an outsider. */
type Inside = { readonly token: string; readonly applicationId: string; readonly accountId: string };

function ofOrganizations(
  asked: Readonly<Record<string, Parameters<typeof call>[0]>>,
  request: (inside: Inside) => Parameters<typeof call>[1] & object,
): Things {
  const prepare = (operation: Parameters<typeof call>[0]): Things[string] => {
    return async () => {
      const acme = await organizations.partner();
      const token = await organizations.invitation(acme);
      const applicationId = await organizations.application(acme, given.someone());
      const { params, body } = request({ token, applicationId, accountId: (await organizations.member(acme)).sub });
      const ask = (organizationId: string, as: Claims) =>
        call(operation, { params: { ...params, organizationId }, ...(body !== undefined && { body }), as });
      return { known: acme.organizationId, unknown: unknown.id, ask };
    };
  };
  return Object.fromEntries(Object.entries(asked).map(([name, operation]) => [name, prepare(operation)]));
}

/** A thing of Ana's. Another account asks for it, or for one that does not exist. */
const things: Things = {
  getOrder: async (ana) => {
    const { orderId } = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
    return { known: orderId, unknown: unknown.id, ask: (id, as) => call(getOrder, { params: { orderId: id }, as }) };
  },
  cancelOrder: async (ana) => {
    const { orderId } = await given.order([{ product: "redemption-code", level: "aca", quantity: 1 }], ana);
    const ask = (id: string, as: Claims) => call(cancelOrder, { params: { orderId: id }, body: {}, as });
    return { known: orderId, unknown: unknown.id, ask };
  },
  getAuthorizationCode: async (ana) => ({
    known: await given.authorizationCode(await given.certification("acp"), ana),
    unknown: unknown.authorizationCode,
    ask: (code, as) => call(getAuthorizationCode, { params: { code }, as }),
  }),
  "getAuthorizationCode once it is redeemed": async (ana) => ({
    known: (await given.registration("acp", ana)).code,
    unknown: unknown.authorizationCode,
    ask: (code, as) => call(getAuthorizationCode, { params: { code }, as }),
  }),
  giveAuthorizationCode: async (ana) => ({
    known: await given.authorizationCode(await given.certification("acp"), ana),
    unknown: unknown.authorizationCode,
    ask: (code, as) => call(giveAuthorizationCode, { params: { code }, body: { recipientEmail: "b@example.org" }, as }),
  }),
  takeBackGift: async (ana) => {
    const known = await given.authorizationCode(await given.certification("acp"), ana);
    given.must([200], await given.giving(known, "ben@example.org", ana));
    const ask = (code: string, as: Claims) => call(takeBackGift, { params: { code }, body: {}, as });
    return { known, unknown: unknown.authorizationCode, ask };
  },
  register: async (ana) => {
    const certificationId = await given.certification("acp");
    const known = await given.authorizationCode(certificationId, ana);
    return {
      known,
      unknown: unknown.authorizationCode,
      ask: (code, as) => given.registering(code, certificationId, as),
    };
  },
  "register with a redeemed code": async (ana) => {
    const { code, certificationId } = await given.registration("acp", ana);
    const ask = (each: string, as: Claims) => given.registering(each, certificationId, as);
    return { known: code, unknown: unknown.authorizationCode, ask };
  },
  "register with an expired code": async (ana) => {
    const certificationId = await given.certification("acp");
    const known = await given.authorizationCode(certificationId, ana, "2025-11-22T09:30:00.000Z");
    return {
      known,
      unknown: unknown.authorizationCode,
      ask: (code, as) => given.registering(code, certificationId, as),
    };
  },
  getRegistration: async (ana) => ({
    known: (await given.registration("acp", ana)).registrationId,
    unknown: unknown.id,
    ask: (registrationId, as) => call(getRegistration, { params: { registrationId }, as }),
  }),
  getEligibilityCode: async (ana) => ({
    known: (await given.registration("acp", ana)).eligibilityCode,
    unknown: unknown.eligibilityCode,
    ask: (code, as) => call(getEligibilityCode, { params: { code }, as }),
  }),
  getAppointment: async (ana) => {
    const booking = given.placed((await given.registration("acp", ana)).eligibilityCode);
    await given.report("prometric", "appointment.booked", booking);
    const ask = (confirmationNumber: string, as: Claims) =>
      call(getAppointment, { params: { confirmationNumber }, as });
    return { known: booking.confirmationNumber, unknown: given.someNumber(), ask };
  },
  getResult: async (ana) => {
    const { registrationId } = await given.registration("aca", ana);
    const known = randomUUID();
    const result = { resultId: known, exam: "online", outcome: "pass", takenAt: "2026-11-22T09:30:00.000Z" };
    await given.report("academy", "result.reported", { ...result, registrationId });
    return { known, unknown: unknown.id, ask: (resultId, as) => call(getResult, { params: { resultId }, as }) };
  },
  getCertificate: async (ana) => ({
    known: (await given.pass(ana)).certificateId,
    unknown: unknown.id,
    ask: (certificateId, as) => call(getCertificate, { params: { certificateId }, as }),
  }),
  claimCertificate: async (ana) => ({
    known: (await given.pass(ana)).certificateId,
    unknown: unknown.id,
    ask: (certificateId, as) => call(claimCertificate, { params: { certificateId }, body: {}, as }),
  }),
  ...Object.fromEntries(
    [hideCertificate, showCertificate].map((operation) => [
      operation.id,
      async (ana: Claims) => {
        const { certificateId } = await given.pass(ana);
        given.must([200], await given.claiming(certificateId, ana));
        const ask = (id: string, as: Claims) => call(operation, { params: { certificateId: id }, body: {}, as });
        return { known: certificateId, unknown: unknown.id, ask };
      },
    ]),
  ),
  getBinding: async () => {
    const { ana, certificationId, named } = await bindingGiven.sat();
    const asked = await call(bindSitting, { body: { certificationId, ...named }, as: ana });
    const ask = (bindingId: string, as: Claims) => call(getBinding, { params: { bindingId }, as });
    return { known: String(field(asked, "bindingId")), unknown: unknown.id, ask };
  },
  "verifyCertificate before the claim": async (ana) => ({
    known: (await given.pass(ana)).certificateNumber,
    unknown: unknown.certificateNumber,
    ask: (certificateNumber) => call(verifyCertificate, { params: { certificateNumber } }),
  }),
  getPartner: async () => ({
    known: (await organizations.partner()).partnerId,
    unknown: unknown.id,
    ask: (partnerId, as) => call(getPartner, { params: { partnerId }, as }),
  }),
  ...ofOrganizations({ getOrganization, listInvitations, listApplications, listMembers }, () => ({})),
  ...ofOrganizations({ createInvitation }, () => ({ body: {} })),
  ...ofOrganizations({ getMembersCsv }, () => ({})),
  ...ofOrganizations({ inviteByEmail }, () => ({ body: { emails: ["ana@example.org"] } })),
  ...ofOrganizations({ approveApplications }, ({ applicationId }) => ({ body: { applicationIds: [applicationId] } })),
  ...ofOrganizations({ revokeInvitation }, ({ token }) => ({ params: { token } })),
  ...ofOrganizations({ approveApplication, rejectApplication }, ({ applicationId }) => ({
    params: { applicationId },
    body: {},
  })),
  ...ofOrganizations({ removeMember }, ({ accountId }) => ({ params: { accountId } })),
  ...ofOrganizations({ changeRole }, ({ accountId }) => ({ params: { accountId }, body: { role: "manager" } })),
  getApplication: async (ana) => ({
    known: await organizations.application(await organizations.partner(), { email: "ana@example.org", ...ana }),
    unknown: unknown.id,
    ask: (applicationId, as) => call(getApplication, { params: { applicationId }, as }),
  }),
  withdrawApplication: async (ana) => ({
    known: await organizations.application(await organizations.partner(), { email: "ana@example.org", ...ana }),
    unknown: unknown.id,
    ask: (applicationId, as) => call(withdrawApplication, { params: { applicationId }, body: {}, as }),
  }),
};

test.each(Object.entries(things))("%s answers a stranger as if the thing did not exist", async (_, prepare) => {
  const ben = given.someone();
  const { known, unknown, ask } = await prepare(given.someone());

  const foreign = await ask(known, ben);
  const missing = await ask(unknown, ben);

  expect(foreign.status).toBe(404);
  expect(document(foreign)).toBe(document(missing));
  expect(JSON.stringify(foreign.body)).not.toContain(known);
});

test.each([
  ["certification", () => call(getCertification, { params: { certificationId: "no-such-thing" } })],
  ["batch", () => call(getBatch, { params: { batchId: "bat_unknown" }, as: given.staff })],
  ["batch", () => call(getBatchCodes, { params: { batchId: "bat_unknown" }, as: given.staff })],
  ["history", () => call(getHistory, { params: { kind: "order", id: "ord_unknown" }, as: given.staff })],
  [
    "certificate",
    () => call(revokeCertificate, { params: { certificateId: "x" }, body: { reason: "x" }, as: given.staff }),
  ],
])("an unknown %s is a 404", async (kind, ask) => {
  expect(refusal(await ask())).toEqual([404, `${kind}-not-found`]);
});
