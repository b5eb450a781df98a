import type { PartnerOperation } from "./partner-operations.ts";
import type { Way } from "./partner-state.ts";
import * as bindings from "./rules-of-bindings.ts";
import * as bulk from "./rules-of-bulk.ts";
import * as codes from "./rules-of-codes.ts";
import * as examCodes from "./rules-of-exam-codes.ts";
import { lookUp } from "./rules-of-look-ups.ts";
import * as money from "./rules-of-money.ts";
import * as organizations from "./rules-of-organizations.ts";
import * as partnerships from "./rules-of-partnerships.ts";
import * as decisions from "./rules-of-registration-decisions.ts";
import * as reports from "./rules-of-reports.ts";
import * as sales from "./rules-of-sales.ts";
import * as staffDecisions from "./rules-of-staff-decisions.ts";
import type { SalesOperation } from "./sales-operations.ts";
import type { StaffOperation } from "./staff-operations.ts";
import { type Answer, type Content, type Coverage, day, emptyState, type Line, type State } from "./state.ts";

type Keyed = { readonly key: string };

/** A request to the service, in handles, because only the service knows the ids. */
export type Operation =
  | PartnerOperation
  | SalesOperation
  | StaffOperation
  | (Keyed & {
      readonly does: "order";
      readonly account: string;
      readonly lines: readonly Line[];
    })
  | {
      readonly does: "pay";
      readonly order: number;
      readonly message: string;
      readonly id: string;
      readonly at: number;
      readonly amount: number;
    }
  | (Keyed & { readonly does: "cancel-order"; readonly account: string; readonly order: number })
  | {
      readonly does: "publish";
      readonly certification: string;
      readonly status: "published" | "end-of-sale" | "end-of-life";
    }
  | {
      readonly does: "look-up";
      readonly registration: number;
      readonly examCode?: number | undefined;
      readonly exam: string;
      /** The series code, instead of the exam. */
      readonly series?: string | undefined;
      readonly provider: string;
    }
  | (Keyed & { readonly does: "grant"; readonly coverage: Coverage; readonly quantity: number })
  | (Keyed & { readonly does: "gift"; readonly account: string; readonly code: number; readonly to: string })
  | (Keyed & { readonly does: "cancel-code"; readonly code: number })
  | (Keyed & {
      readonly does: "register";
      readonly account: string;
      readonly code: number;
      readonly certification: string;
    })
  | (Keyed & { readonly does: "claim"; readonly account: string; readonly certificate: number })
  | (Keyed & { readonly does: "revoke" | "reinstate"; readonly certificate: number })
  | { readonly does: "report"; readonly content: Content; readonly message: string }
  | (Keyed & { readonly does: "release"; readonly report: string })
  | (Keyed & { readonly does: "close"; readonly report: string });

/** The rules of domain.md, small and slow, independent of the service: the answer and effect of each operation. */
export class Model {
  readonly state: State;

  constructor(certifications: ReadonlyMap<string, string>, state = emptyState(certifications)) {
    this.state = state;
  }

  /** A copy of the model. `way`: the order in which it settles the work that one result releases. */
  copy(way?: Way): Model {
    const state = structuredClone(this.state);
    if (way !== undefined) state.way = way;
    return new Model(state.certifications, state);
  }

  /** Settles the rest of concurrent operations. */
  settleRest(now: number): void {
    for (const pair of this.state.unsettled.splice(0)) bindings.settleBindings(this.state, pair, now);
  }

  /** R33: a repeated key gives the first answer for a day, and only for the same request. */
  do(operation: Operation, now: number): Answer {
    if (!("key" in operation)) return this.#decide(operation, now);
    const { key, ...rest } = operation;
    const caller = "account" in rest ? rest.account : "staff";
    const asked = JSON.stringify(rest);
    const earlier = this.state.keys.get(`${caller}#${key}`);
    if (earlier !== undefined && now < earlier.at + day) {
      return earlier.asked === asked ? earlier.answer : { status: 422, says: "idempotency-key-reused" };
    }
    const answer = this.#decide(operation, now);
    this.state.keys.set(`${caller}#${key}`, { asked, answer, at: now });
    return answer;
  }

  #decide(operation: Operation, now: number): Answer {
    const { state } = this;
    switch (operation.does) {
      case "order":
        return sales.order(state, operation, now);
      case "cancel-order":
        return sales.cancelOrder(state, operation, now);
      case "publish":
        return sales.publish(state, operation, now);
      case "look-up":
        return lookUp(state, operation, now);
      case "pay":
        return money.pay(state, operation, now);
      case "money":
        return money.money(state, operation, now);
      case "move-training":
        return sales.moveTraining(state, operation, now);
      case "refund-order":
        return money.refundOrder(state, operation, now);
      case "grant":
        return codes.grant(state, operation, now);
      case "gift":
        return codes.gift(state, operation, now);
      case "take-back-gift":
        return codes.takeBackGift(state, operation, now);
      case "cancel-batch":
        return codes.cancelBatch(state, operation);
      case "cancel-code":
        return codes.cancelCode(state, operation, now);
      case "register":
        return codes.register(state, operation, now);
      case "claim":
        return codes.claim(state, operation, now);
      case "revoke":
        return codes.revoke(state, operation, now);
      case "reinstate":
        return staffDecisions.reinstate(state, operation, now);
      case "report":
        return reports.receive(state, operation, now);
      case "release":
        return reports.release(state, operation, now);
      case "close":
        return reports.close(state, operation);
      case "close-registration":
        return decisions.closeRegistration(state, operation, now);
      case "grant-sitting":
        return decisions.grantSitting(state, operation, now);
      case "accept-report":
        return decisions.acceptReport(state, operation, now);
      case "cancel-exam-code":
        return examCodes.cancel(state, operation, now);
      case "change-partnership":
        return partnerships.changePartnership(state, operation, now);
      case "set-benefit-rule":
        return partnerships.setBenefitRule(state, operation);
      default:
        return this.#decideOfPartners(operation, now);
    }
  }

  #decideOfPartners(operation: PartnerOperation, now: number): Answer {
    const { state } = this;
    switch (operation.does) {
      case "create-partner":
        return organizations.createPartner(state, operation);
      case "invite":
        return organizations.invite(state, operation, now);
      case "revoke-invitation":
        return organizations.revokeInvitation(state, operation);
      case "apply":
        return organizations.apply(state, operation, now);
      case "withdraw":
        return organizations.withdraw(state, operation);
      case "approve":
      case "reject":
        return organizations.decide(state, operation);
      case "role":
        return organizations.changeRole(state, operation);
      case "remove":
        return organizations.remove(state, operation, now);
      case "quit":
        return organizations.quit(state, operation, now);
      case "benefit":
        return examCodes.applyForBenefits(state, operation, now);
      case "assign":
        return examCodes.assign(state, operation, now);
      case "assign-all":
        return bulk.assignAll(state, operation, now);
      case "approve-all":
        return bulk.approveAll(state, operation);
      case "grant-coupons":
        return bulk.grantCoupons(state, operation);
      case "return":
        return examCodes.takeBack(state, operation, now);
      case "bind":
        return bindings.bind(state, operation, now);
      case "undo-candidate-link":
        return bindings.undoLink(state, operation);
    }
  }
}
