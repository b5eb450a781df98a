import type { CallOptions } from "../../shared/client/exchange.ts";
import type { Claims } from "../support/invoke.ts";
import { api, asked } from "./api.ts";
import { all, found, inFull } from "./lens.ts";
import { staff } from "./staff.ts";

/** Reads the service's partners at one time, as staff or as the account. */
export class PartnerLooks {
  readonly #at: string;
  readonly #asked: CallOptions;

  constructor(at: string) {
    this.#at = at;
    this.#asked = asked(staff, at);
  }

  tally = (partnerId: string) => found(api.attempt.getTally({ ...this.#asked, params: { partnerId } }));
  benefits = (partnerId: string) => found(api.attempt.getBenefits({ ...this.#asked, params: { partnerId } }));
  balance = (partnerId: string) => found(api.attempt.getLedgerBalance({ ...this.#asked, params: { partnerId } }));
  recount = (partnerId: string) => found(api.attempt.recountPartner({ ...this.#asked, params: { partnerId } }));
  me = (by: Claims) => found(api.attempt.getMe(asked(by, this.#at)));
  invitation = (token: string) => found(api.attempt.getInvitation({ ...this.#asked, params: { token } }));
  application = (applicationId: string) =>
    found(api.attempt.getApplication({ ...this.#asked, params: { applicationId } }));
  examCode = (code: string) => found(api.attempt.getExamCode({ ...this.#asked, params: { code } }));
  binding = (bindingId: string) => found(api.attempt.getBinding({ ...this.#asked, params: { bindingId } }));

  members = (organizationId: string) => all(api.each.listMembers(this.#listed({ organizationId })));
  invitations = (organizationId: string) => all(api.each.listInvitations(this.#listed({ organizationId })));
  applications = (organizationId: string) => all(api.each.listApplications(this.#listed({ organizationId })));
  examCodes = (partnerId: string) => all(api.each.listPartnerExamCodes(this.#listed({ partnerId })));
  counted = (partnerId: string) => all(api.each.listTallyCertificates(this.#listed({ partnerId })));
  bindings = (by: Claims) => all(api.each.listBindings({ ...asked(by, this.#at), query: inFull }));

  #listed<P>(params: P) {
    return { ...this.#asked, params, query: inFull };
  }
}
