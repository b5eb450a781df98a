import * as benefitGrants from "../../shared/contract/partner/benefit-grants.ts";
import { approveApplications } from "../../shared/contract/partner/bulk-approval.ts";
import { assignExamCodes } from "../../shared/contract/partner/bulk-assignment.ts";
import { inviteByEmail } from "../../shared/contract/partner/bulk-invitation.ts";
import { listInvitations } from "../../shared/contract/partner/invitation-operations.ts";
import * as partnerships from "../../shared/contract/partner/partnerships.ts";
import * as given from "../support/given.ts";
import * as organizations from "../support/organizations.ts";
import * as partners from "../support/partners.ts";
import { call, eventTypes, pageOf } from "./calls.ts";
import type { Target } from "./targets.ts";

const reason = "As agreed";

/** A decision of staff on a separate partner. */
function onPartner(operation: Target["operation"], body: object, isSuspended = false): () => Promise<Target> {
  return async () => {
    const { partnerId } = await organizations.partner();
    const params = { partnerId };
    if (isSuspended) {
      const suspension = { params, body: { reason }, as: given.staff };
      given.must([200], await call(partnerships.suspendPartnership, suspension));
    }
    const send: Target["send"] = (request, asked = operation) => call(asked, { params, as: given.staff, ...request });
    return { operation, body, send, stored: () => eventTypes("partner", partnerId) };
  };
}

/** Operations that change a partner or many of its things, each on separate things. */
export const partnerTargets: Readonly<Record<string, () => Promise<Target>>> = {
  renamePartner: onPartner(partnerships.renamePartner, { name: "Acme Group", reason }),
  changeMainAccount: async () => {
    const { sub: mainAccountId, email: mainAccountEmail } = given.someone();
    const body = { mainAccountId, mainAccountName: "Noa Next", mainAccountEmail, reason };
    return onPartner(partnerships.changeMainAccount, body)();
  },
  setBenefitRule: onPartner(benefitGrants.setBenefitRule, {
    level: "acp",
    reason,
    rule: { base: 5, forEachCertificate: 2 },
  }),
  grantCoupons: onPartner(benefitGrants.grantCoupons, { level: "acp", quantity: 3, reason }),
  suspendPartnership: onPartner(partnerships.suspendPartnership, { reason }),
  resumePartnership: onPartner(partnerships.resumePartnership, { reason }, true),
  endPartnership: onPartner(partnerships.endPartnership, { reason }),
  inviteByEmail: async () => {
    const { organizationId, main: as } = await organizations.partner();
    const params = { organizationId };
    return {
      operation: inviteByEmail,
      body: { emails: ["ana@example.org", "ben@example.org"] },
      send: (request) => call(inviteByEmail, { params, as, ...request }),
      stored: async () => pageOf(await call(listInvitations, { params, as })).data,
    };
  },
  approveApplications: async () => {
    const acme = await organizations.partner();
    const applicationId = await organizations.application(acme, given.someone());
    const params = { organizationId: acme.organizationId };
    return {
      operation: approveApplications,
      body: { applicationIds: [applicationId] },
      send: (request) => call(approveApplications, { params, as: acme.main, ...request }),
      stored: () => eventTypes("application", applicationId),
    };
  },
  assignExamCodes: async () => {
    const acme = await partners.partner();
    const [code = ""] = await partners.examCodes(acme, await given.certification("acp"));
    const { sub: accountId } = await partners.member(acme);
    const params = { partnerId: acme.partnerId };
    return {
      operation: assignExamCodes,
      body: { assignments: [{ code, accountId }] },
      send: (request) => call(assignExamCodes, { params, as: acme.main, ...request }),
      stored: () => eventTypes("exam-code", code),
    };
  },
};
