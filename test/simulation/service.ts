import { randomUUID } from "node:crypto";
import * as z from "zod";
import { handler as cancelCodeHandler } from "../../functions/cancel-authorization-code/handler.ts";
import { handler as cancelOrderHandler } from "../../functions/cancel-order/handler.ts";
import { handler as lookUpHandler } from "../../functions/check-eligibility/handler.ts";
import { handler as claimHandler } from "../../functions/claim-certificate/handler.ts";
import { handler as closeHandler } from "../../functions/close-report/handler.ts";
import { handler as payHandler } from "../../functions/confirm-payment/handler.ts";
import { handler as giftHandler } from "../../functions/give-authorization-code/handler.ts";
import { handler as grantHandler } from "../../functions/order-batch/handler.ts";
import { handler as orderHandler } from "../../functions/place-order/handler.ts";
import { handler as publishHandler } from "../../functions/publish-certification/handler.ts";
import { handler as reportHandler } from "../../functions/receive-report/handler.ts";
import { handler as registerHandler } from "../../functions/register/handler.ts";
import { handler as releaseHandler } from "../../functions/release-report/handler.ts";
import { handler as revokeHandler } from "../../functions/revoke-certificate/handler.ts";
import { handler as scheduleHandler } from "../../functions/run-schedule/handler.ts";
import * as codes from "../../shared/contract/authorization-codes.ts";
import { putCertification } from "../../shared/contract/catalogue.ts";
import * as certificates from "../../shared/contract/certificates.ts";
import * as orders from "../../shared/contract/orders.ts";
import { register } from "../../shared/contract/registrations.ts";
import * as reports from "../../shared/contract/reports.ts";
import { checkEligibility, receiveReport } from "../../shared/contract/test-centers.ts";
import { type Claims, context, invoke, pathOf, type Request, type Response, signed } from "../support/invoke.ts";
import type { Operation } from "./model.ts";
import { addressOf, instant, type Names } from "./names.ts";
import { saidOfPartners, sendOfPartners } from "./partner-service.ts";
import { staff } from "./staff.ts";
import { type Coverage, titleOf } from "./state.ts";

const person = { givenName: "Ana", familyName: "Sá", country: "PT" };
const refusal = z.object({ code: z.string() }).transform(({ code }) => code);
const said = z.union([
  z.object({ eligible: z.literal(true) }).transform(() => "eligible"),
  z.object({ eligible: z.literal(false), reason: z.string() }).transform(({ reason }) => reason),
  z.object({ status: z.string() }).transform(({ status }) => status),
  saidOfPartners,
]);

/** An answer of the service, in the model's words, and whether it took more than one attempt to get it. */
export type Answered = {
  readonly status: number;
  readonly says: string | undefined;
  readonly body: unknown;
  readonly attempts: number;
};

/** So many failures in a row are no bad luck any more. */
const mostAttempts = 40;

/** Performs the model's operations on the real functions, as clients do: again until there is an answer. */
export class Service {
  readonly #names: Names;
  /** Answers that were no 503: a fault of the store was not recognised as one. */
  internalErrors = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  static claims(account: string): Claims {
    if (account === staff.sub) return staff;
    return { sub: account, email: addressOf(account), email_verified: "true" };
  }

  async perform(operation: Operation, now: number): Promise<Answered> {
    const at = instant(now);
    for (let attempts = 1; ; attempts += 1) {
      const { status, body } = await this.#send(operation, at);
      if (status === 500) this.internalErrors += 1;
      if (status < 500 || attempts === mostAttempts) {
        return { status, says: (status >= 400 ? refusal : said).parse(body), body, attempts };
      }
    }
  }

  /** One run of the schedule. */
  async schedule(now: number): Promise<{ readonly failed: number; readonly isDone: boolean }> {
    const { failed, nextDueAt } = await scheduleHandler({ time: instant(now) }, context(randomUUID()));
    return { failed: Object.keys(failed).length, isDone: nextDueAt === undefined || nextDueAt > instant(now) };
  }

  #send(operation: Operation, at: string): Promise<Response> {
    const names = this.#names;
    const headers = "key" in operation ? { "idempotency-key": operation.key } : {};
    const by = "account" in operation ? Service.claims(operation.account) : staff;
    const asked: Request = { headers, as: by, at };
    const code = "code" in operation ? (names.codes[operation.code] ?? "EDU-0000-0000-0000-0000-0") : "";
    switch (operation.does) {
      case "order": {
        const { coverage, quantity } = operation;
        return invoke(orderHandler, orders.placeOrder, { ...asked, body: { items: [itemOf(coverage, quantity)] } });
      }
      case "pay": {
        const { id = "ord_none", amount = 0 } = names.orders[operation.order] ?? {};
        const data = { orderId: id, paymentId: operation.id, amount: amount + operation.difference, currency: "USD" };
        const body = { type: "payment.succeeded", occurredAt: "2026-01-01T00:00:00.000Z", data };
        return this.#webhook("payments", body, operation.message, at);
      }
      case "cancel-order": {
        const params = { orderId: names.orders[operation.order]?.id ?? "ord_none" };
        return invoke(cancelOrderHandler, orders.cancelOrder, { ...asked, params });
      }
      case "publish":
        return publish(operation.certification, operation.status, at);
      case "look-up":
        return this.#lookUp(operation, at);
      case "grant": {
        const { coverage, quantity } = operation;
        const body = { ...editionOf(coverage), quantity, label: "A label" };
        return invoke(grantHandler, codes.orderBatch, { ...asked, body });
      }
      case "gift": {
        const body = { recipientEmail: Service.claims(operation.to).email };
        return invoke(giftHandler, codes.giveAuthorizationCode, { ...asked, params: { code }, body });
      }
      case "cancel-code":
        return invoke(cancelCodeHandler, codes.cancelAuthorizationCode, { ...asked, params: { code }, body: {} });
      case "register": {
        const candidate = { ...person, email: addressOf(operation.account) };
        const body = { authorizationCode: code, certificationId: operation.certification, candidate };
        return invoke(registerHandler, register, { ...asked, body });
      }
      case "claim": {
        const certificateId = names.certificates.get(operation.certificate) ?? "crt_none";
        return invoke(claimHandler, certificates.claimCertificate, { ...asked, params: { certificateId }, body: {} });
      }
      case "revoke": {
        const certificateId = names.certificates.get(operation.certificate) ?? "crt_none";
        const body = { reason: "Found out." };
        return invoke(revokeHandler, certificates.revokeCertificate, { ...asked, params: { certificateId }, body });
      }
      case "report":
        return this.#webhook(operation.content.provider, names.sent(operation.content).body, operation.message, at);
      case "release":
        return invoke(releaseHandler, reports.releaseReport, {
          ...asked,
          params: { reportId: names.reportId(operation.report) },
        });
      case "close": {
        const params = { reportId: names.reportId(operation.report) };
        return invoke(closeHandler, reports.closeReport, { ...asked, params, body: { reason: "Not ours." } });
      }
      default:
        return sendOfPartners(operation, names, asked);
    }
  }

  async #lookUp({ registration, exam, provider }: Extract<Operation, { does: "look-up" }>, at: string) {
    const eligibilityCode = this.#names.registrations[registration]?.eligibilityCode;
    const params = { provider, eligibilityCode: eligibilityCode ?? this.#names.unknownCode("ACTC") };
    const headers = await signed(provider, `GET ${pathOf(checkEligibility.path, params)}?exam=${exam}`, { at });
    return invoke(lookUpHandler, checkEligibility, { params, query: { exam }, headers, at });
  }

  async #webhook(provider: string, body: object, messageId: string, at: string): Promise<Response> {
    const text = JSON.stringify(body);
    const headers = await signed(provider, text, { at, messageId });
    if (provider === "payments") return invoke(payHandler, orders.confirmPayment, { text, headers, at });
    return invoke(reportHandler, receiveReport, { params: { provider }, text, headers, at });
  }
}

/** Staff state the whole entry of a certification. */
export function publish(certificationId: string, status: string, at: string): Promise<Response> {
  const price = { amount: 12_000, currency: "USD" };
  const body = { level: certificationId.split("-")[0], title: titleOf(certificationId), price, status };
  return invoke(publishHandler, putCertification, { params: { certificationId }, body, as: staff, at });
}

function itemOf(coverage: Coverage, quantity: number): object {
  if ("subject" in coverage) return { product: "certification", certificationId: coverage.subject, quantity };
  return { product: "redemption-code", level: coverage.levels[0], quantity };
}

function editionOf(coverage: Coverage): object {
  if ("subject" in coverage) return { edition: "single-subject", certificationId: coverage.subject };
  return { edition: "general-purpose", levels: coverage.levels };
}
