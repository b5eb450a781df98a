import * as z from "zod";
import type { CallOptions } from "../../shared/client/exchange.ts";
import { api, type Came } from "./api.ts";
import { addressOf, type Names } from "./names.ts";
import type { PartnerOperation } from "./partner-operations.ts";

/** The service's answers about partners, in the model's words. */
export const saidOfPartners = z.union([
  z.object({ quantity: z.number(), remaining: z.number() }).transform(({ quantity, remaining }) => {
    return `${quantity} issued, ${remaining} left`;
  }),
  z.object({ returnedExamCodes: z.array(z.string()) }).transform(({ returnedExamCodes }) => {
    return `left, ${returnedExamCodes.length} codes returned`;
  }),
  z.object({ cancelled: z.object({ status: z.string() }) }).transform(({ cancelled }) => cancelled.status),
  z.object({ data: z.array(z.unknown()) }).transform(({ data }) => `${data.length} done`),
  z.object({ role: z.string() }).transform(({ role }) => role),
  z.object({ candidateId: z.string(), accountId: z.string() }).transform(({ accountId }) => `link of ${accountId}`),
]);

/** Performs an operation on partners on the real functions. */
export function sendOfPartners(operation: PartnerOperation, names: Names, call: CallOptions): Promise<Came> {
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
      return api.attempt.createPartner({ ...call, body: { name, mainAccountId, ...address } });
    }
    case "invite":
      return api.attempt.createInvitation({ ...call, params: { organizationId } });
    case "revoke-invitation":
      return api.attempt.revokeInvitation({ ...call, params: { organizationId, token } });
    case "apply": {
      const body = { fullName: `Full ${operation.account}`, email: addressOf(operation.account) };
      return api.attempt.applyToOrganization({ ...call, params: { token }, body });
    }
    case "withdraw":
      return api.attempt.withdrawApplication({ ...call, params: { applicationId } });
    case "approve":
      return api.attempt.approveApplication({ ...call, params: { organizationId, applicationId } });
    case "reject": {
      const params = { organizationId, applicationId };
      return api.attempt.rejectApplication({ ...call, params, body: { reason: "Not ours." } });
    }
    case "role": {
      const params = { organizationId, accountId: operation.member };
      return api.attempt.changeRole({ ...call, params, body: { role: operation.role } });
    }
    case "remove":
      return api.attempt.removeMember({ ...call, params: { organizationId, accountId: operation.member } });
    case "quit":
      return api.attempt.quitOrganization(call);
    case "benefit": {
      const { certification: certificationId, exam, quantity } = operation;
      const body = { certificationId, exam, quantity };
      return api.attempt.applyForBenefits({ ...call, params: { partnerId }, body });
    }
    case "assign":
      return api.attempt.assignExamCode({ ...call, params: { code }, body: { accountId: operation.member } });
    case "assign-all": {
      const assignments = operation.rows.map(({ examCode, member: accountId }) => {
        return { code: names.examCodes[examCode] ?? "EXC-0000-0000-0000-0000-0", accountId };
      });
      return api.attempt.assignExamCodes({ ...call, params: { partnerId }, body: { assignments } });
    }
    case "approve-all": {
      const applicationIds = operation.applications.map((each) => names.applications.get(each) ?? "app_none");
      return api.attempt.approveApplications({ ...call, params: { organizationId }, body: { applicationIds } });
    }
    case "grant-coupons": {
      const { level, quantity } = operation;
      return api.attempt.grantCoupons({
        ...call,
        params: { partnerId },
        body: { level, quantity, reason: "An outage." },
      });
    }
    case "return":
      return api.attempt.returnExamCode({ ...call, params: { code } });
    case "bind": {
      const { certification: certificationId, candidate: candidateId, registration: registrationId } = operation;
      const name = operation.isNamed ? { fullName: `Legal ${operation.account}` } : {};
      const body = { certificationId, candidateId, registrationId, ...name };
      return api.attempt.bindSitting({ ...call, body });
    }
    case "undo-candidate-link": {
      const params = { provider: "pearson-vue", candidateId: operation.candidate };
      return api.attempt.undoCandidateLink({ ...call, params, query: { reason: "A slip." } });
    }
  }
}
