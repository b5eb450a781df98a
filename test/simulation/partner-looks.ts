import * as z from "zod";
import { handler as meHandler } from "../../functions/read-account/handler.ts";
import { handler as applicationsHandler } from "../../functions/read-applications/handler.ts";
import { handler as benefitsHandler } from "../../functions/read-benefits/handler.ts";
import { handler as bindingsHandler } from "../../functions/read-bindings/handler.ts";
import { handler as examCodesHandler } from "../../functions/read-exam-codes/handler.ts";
import { handler as invitationsHandler } from "../../functions/read-invitations/handler.ts";
import { handler as ledgerHandler } from "../../functions/read-ledger/handler.ts";
import { handler as membersHandler } from "../../functions/read-members/handler.ts";
import { handler as partnerCodesHandler } from "../../functions/read-partner-exam-codes/handler.ts";
import { handler as tallyHandler } from "../../functions/read-tally/handler.ts";
import { handler as recountHandler } from "../../functions/recount/handler.ts";
import { getMe } from "../../shared/contract/account.ts";
import { getApplication, listApplications } from "../../shared/contract/applications.ts";
import { getBenefits, getLedgerBalance } from "../../shared/contract/benefits.ts";
import { getBinding, listBindings } from "../../shared/contract/bindings.ts";
import { getExamCode, listPartnerExamCodes } from "../../shared/contract/exam-codes.ts";
import { getInvitation, listInvitations } from "../../shared/contract/invitations.ts";
import { listMembers } from "../../shared/contract/organizations.ts";
import { getTally, listTallyCertificates, recountPartner } from "../../shared/contract/tally.ts";
import type { Claims } from "../support/invoke.ts";
import { Lens } from "./lens.ts";

const count = z.number();
const pots = { available: count, assigned: count, used: count, expired: count };

const shapes = {
  tally: z.object({ levels: z.record(z.string(), z.object({ valid: count, counted: count })) }),
  benefits: z.object({
    levels: z.record(
      z.string(),
      z.object({ quota: count, issued: count, remaining: count, valid: count, counted: count }),
    ),
  }),
  balance: z.object({ levels: z.record(z.string(), z.object({ remaining: count, ...pots })) }),
  recount: z.object({
    agrees: z.boolean(),
    differences: z.array(z.unknown()),
    levels: z.record(
      z.string(),
      z.object({ valid: count, counted: count, quota: count, issued: count, remaining: count, ...pots }),
    ),
  }),
  me: z.object({ organization: z.object({ organizationId: z.string(), role: z.string().optional() }).optional() }),
  invitation: z.object({ status: z.string() }),
  application: z.object({ status: z.string(), organizationId: z.string(), accountId: z.string() }),
  examCode: z.object({ status: z.string(), holder: z.object({ accountId: z.string() }).optional() }),
  binding: z.object({
    status: z.string(),
    exam: z.string().optional(),
    reason: z.string().optional(),
    certificateId: z.string().optional(),
    organizationId: z.string().optional(),
  }),
};

/** Looks at what the service has of partners, as staff or as an account itself, at one time. */
export class PartnerLooks {
  readonly #lens: Lens;

  constructor(at: string) {
    this.#lens = new Lens(at);
  }

  tally = (partnerId: string) => this.#lens.look(tallyHandler, getTally, { partnerId }, shapes.tally);
  benefits = (partnerId: string) => this.#lens.look(benefitsHandler, getBenefits, { partnerId }, shapes.benefits);
  balance = (partnerId: string) => this.#lens.look(ledgerHandler, getLedgerBalance, { partnerId }, shapes.balance);
  recount = (partnerId: string) => this.#lens.look(recountHandler, recountPartner, { partnerId }, shapes.recount);
  me = (by: Claims) => this.#lens.look(meHandler, getMe, {}, shapes.me, by);
  invitation = (token: string) => this.#lens.look(invitationsHandler, getInvitation, { token }, shapes.invitation);
  application = (applicationId: string) =>
    this.#lens.look(applicationsHandler, getApplication, { applicationId }, shapes.application);
  examCode = (code: string) => this.#lens.look(examCodesHandler, getExamCode, { code }, shapes.examCode);
  binding = (bindingId: string) => this.#lens.look(bindingsHandler, getBinding, { bindingId }, shapes.binding);

  members = (organizationId: string) => this.#lens.list(membersHandler, listMembers, { organizationId });
  invitations = (organizationId: string) => this.#lens.list(invitationsHandler, listInvitations, { organizationId });
  applications = (organizationId: string) => this.#lens.list(applicationsHandler, listApplications, { organizationId });
  examCodes = (partnerId: string) => this.#lens.list(partnerCodesHandler, listPartnerExamCodes, { partnerId });
  counted = (partnerId: string) => this.#lens.list(tallyHandler, listTallyCertificates, { partnerId });
  bindings = (by: Claims) => this.#lens.list(bindingsHandler, listBindings, {}, by);
}
