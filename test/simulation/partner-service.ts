import * as z from "zod";
import { handler as benefitHandler } from "../../functions/apply-for-benefits/handler.ts";
import { handler as applyHandler } from "../../functions/apply-to-organization/handler.ts";
import { handler as approveHandler } from "../../functions/approve-application/handler.ts";
import { handler as assignHandler } from "../../functions/assign-exam-code/handler.ts";
import { handler as bindHandler } from "../../functions/bind-sitting/handler.ts";
import { handler as roleHandler } from "../../functions/change-role/handler.ts";
import { handler as inviteHandler } from "../../functions/create-invitation/handler.ts";
import { handler as partnerHandler } from "../../functions/create-partner/handler.ts";
import { handler as quitHandler } from "../../functions/quit-organization/handler.ts";
import { handler as rejectHandler } from "../../functions/reject-application/handler.ts";
import { handler as removeHandler } from "../../functions/remove-member/handler.ts";
import { handler as returnHandler } from "../../functions/return-exam-code/handler.ts";
import { handler as revokeHandler } from "../../functions/revoke-invitation/handler.ts";
import { handler as withdrawHandler } from "../../functions/withdraw-application/handler.ts";
import * as applications from "../../shared/contract/applications.ts";
import { applyForBenefits } from "../../shared/contract/benefits.ts";
import { bindSitting } from "../../shared/contract/bindings.ts";
import { assignExamCode, returnExamCode } from "../../shared/contract/exam-codes.ts";
import * as invitations from "../../shared/contract/invitations.ts";
import * as organizations from "../../shared/contract/organizations.ts";
import { createPartner } from "../../shared/contract/partners.ts";
import { invoke, type Request, type Response } from "../support/invoke.ts";
import { addressOf, type Names } from "./names.ts";
import type { PartnerOperation } from "./partner-operations.ts";

/** What the service says of partners, in the model's words. */
export const saidOfPartners = z.union([
  z.object({ quantity: z.number(), remaining: z.number() }).transform(({ quantity, remaining }) => {
    return `${quantity} issued, ${remaining} left`;
  }),
  z.object({ returnedExamCodes: z.array(z.string()) }).transform(({ returnedExamCodes }) => {
    return `left, ${returnedExamCodes.length} codes returned`;
  }),
  z.object({ role: z.string() }).transform(({ role }) => role),
  z.object({ mainAccountId: z.string() }).transform(() => "partner"),
]);

/** Performs an operation on partners on the real functions. */
export function sendOfPartners(operation: PartnerOperation, names: Names, asked: Request): Promise<Response> {
  const none = { partnerId: "par_none", organizationId: "org_none" };
  const partner = "partner" in operation ? (names.partners[operation.partner] ?? none) : none;
  const { organizationId, partnerId } = partner;
  const token = "invitation" in operation ? (names.invitations[operation.invitation] ?? "none") : "";
  const applicationId = "application" in operation ? (names.applications.get(operation.application) ?? "app_none") : "";
  const code = "examCode" in operation ? (names.examCodes[operation.examCode] ?? "EXC-0000-0000-0000-0000-0") : "";
  switch (operation.does) {
    case "create-partner": {
      const { name, main: mainAccountId, isWritable } = operation;
      const address = isWritable ? { mainAccountName: "Main", mainAccountEmail: addressOf(mainAccountId) } : {};
      const body = { name, mainAccountId, ...address };
      return invoke(partnerHandler, createPartner, { ...asked, body });
    }
    case "invite":
      return invoke(inviteHandler, invitations.createInvitation, { ...asked, params: { organizationId } });
    case "revoke-invitation":
      return invoke(revokeHandler, invitations.revokeInvitation, { ...asked, params: { organizationId, token } });
    case "apply": {
      const body = { fullName: `Full ${operation.account}`, email: addressOf(operation.account) };
      return invoke(applyHandler, applications.applyToOrganization, { ...asked, params: { token }, body });
    }
    case "withdraw":
      return invoke(withdrawHandler, applications.withdrawApplication, { ...asked, params: { applicationId } });
    case "approve": {
      const params = { organizationId, applicationId };
      return invoke(approveHandler, applications.approveApplication, { ...asked, params });
    }
    case "reject": {
      const params = { organizationId, applicationId };
      return invoke(rejectHandler, applications.rejectApplication, { ...asked, params, body: { reason: "Not ours." } });
    }
    case "role": {
      const params = { organizationId, accountId: operation.member };
      return invoke(roleHandler, organizations.changeRole, { ...asked, params, body: { role: operation.role } });
    }
    case "remove": {
      const params = { organizationId, accountId: operation.member };
      return invoke(removeHandler, organizations.removeMember, { ...asked, params });
    }
    case "quit":
      return invoke(quitHandler, organizations.quitOrganization, asked);
    case "benefit": {
      const { certification: certificationId, exam, quantity } = operation;
      const body = { certificationId, exam, quantity };
      return invoke(benefitHandler, applyForBenefits, { ...asked, params: { partnerId }, body });
    }
    case "assign":
      return invoke(assignHandler, assignExamCode, {
        ...asked,
        params: { code },
        body: { accountId: operation.member },
      });
    case "return":
      return invoke(returnHandler, returnExamCode, { ...asked, params: { code } });
    case "bind": {
      const { certification: certificationId, candidate: candidateId, registration: registrationId } = operation;
      const name = operation.isNamed ? { fullName: `Legal ${operation.account}` } : {};
      return invoke(bindHandler, bindSitting, {
        ...asked,
        body: { certificationId, candidateId, registrationId, ...name },
      });
    }
  }
}
