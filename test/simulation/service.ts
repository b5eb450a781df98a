import { randomUUID } from "node:crypto";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { handler as scheduleHandler } from "../../functions/run-schedule/handler.ts";
import type { RequestOf } from "../../shared/client/client.ts";
import { client, tableName } from "../../shared/store/core/client.ts";
import { keyOf } from "../../shared/store/core/entity.ts";
import { type Claims, context } from "../support/invoke.ts";
import { api, asked, type Came, signing } from "./api.ts";
import type { Operation } from "./model.ts";
import { addressOf, instant, type Names } from "./names.ts";
import { trainingPrice } from "./order-money.ts";
import { saidOfPartners, sendOfPartners } from "./partner-service.ts";
import { hasTraining } from "./rules-of-sales.ts";
import { sendOfSales } from "./sales-service.ts";
import { staff } from "./staff.ts";
import { sendOfStaff } from "./staff-service.ts";
import { type Coverage, type Line, titleOf } from "./state.ts";

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
      const came = await this.#send(operation, at);
      const { status } = came;
      const body = came.ok ? came.body : came.problem;
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

  /** A fault may have kept the lease of a run. It would be over after minutes, for which nobody waits here. */
  async endLease(): Promise<void> {
    await client.send(new DeleteCommand({ TableName: tableName(), Key: keyOf("lease", "schedule") }));
  }

  #send(operation: Operation, at: string): Promise<Came> {
    const names = this.#names;
    const by = "account" in operation ? Service.claims(operation.account) : staff;
    const call = { ...asked(by, at), ...("key" in operation && { idempotencyKey: operation.key }) };
    const code = "code" in operation ? (names.codes[operation.code] ?? "EDU-0000-0000-0000-0000-0") : "";
    switch (operation.does) {
      case "order": {
        return api.attempt.placeOrder({ ...call, body: { items: operation.lines.map(itemOf) } });
      }
      case "pay": {
        const { id: paymentId, amount } = operation;
        const data = { orderId: names.orders[operation.order]?.id ?? "ord_none", paymentId, amount, currency: "USD" };
        const body = { type: "payment.succeeded" as const, occurredAt: instant(operation.at), data };
        return signing("payments", at).confirmPayment({ ...call, body, messageId: operation.message });
      }
      case "cancel-order": {
        const params = { orderId: names.orders[operation.order]?.id ?? "ord_none" };
        return api.attempt.cancelOrder({ ...call, params });
      }
      case "publish":
        return publish(operation.certification, operation.status, at);
      case "look-up": {
        const { registration, examCode, exam, series, provider } = operation;
        const eligibilityCode = names.registrations[registration]?.eligibilityCode ?? names.unknownCode("ACTC");
        const code = examCode === undefined ? eligibilityCode : (names.examCodes[examCode] ?? names.unknownCode("EXC"));
        return signing(provider, at).checkEligibility({
          ...call,
          params: { provider, code },
          query: { exam: series ?? exam },
        });
      }
      case "grant": {
        const { coverage, quantity } = operation;
        return api.attempt.orderBatch({ ...call, body: { ...editionOf(coverage), quantity, label: "A label" } });
      }
      case "gift": {
        const body = { recipientEmail: addressOf(operation.to) };
        return api.attempt.giveAuthorizationCode({ ...call, params: { code }, body });
      }
      case "cancel-code":
        return api.attempt.cancelAuthorizationCode({ ...call, params: { code }, body: {} });
      case "register": {
        const candidate = { ...person, email: addressOf(operation.account) };
        const body = { authorizationCode: code, certificationId: operation.certification, candidate };
        return api.attempt.register({ ...call, body });
      }
      case "claim": {
        const certificateId = names.certificates.get(operation.certificate) ?? "crt_none";
        return api.attempt.claimCertificate({ ...call, params: { certificateId } });
      }
      case "revoke": {
        const certificateId = names.certificates.get(operation.certificate) ?? "crt_none";
        return api.attempt.revokeCertificate({ ...call, params: { certificateId }, body: { reason: "Found out." } });
      }
      case "reinstate": {
        const certificateId = names.certificates.get(operation.certificate) ?? "crt_none";
        const body = { reason: "It was a mistake." };
        return api.attempt.reinstateCertificate({ ...call, params: { certificateId }, body });
      }
      case "report": {
        const { content, message } = operation;
        const { provider } = content;
        const { body } = names.sent(content);
        return signing(provider, at).receiveReport({ ...call, params: { provider }, body, messageId: message });
      }
      case "release":
        return api.attempt.releaseReport({ ...call, params: { reportId: names.reportId(operation.report) } });
      case "close": {
        const params = { reportId: names.reportId(operation.report) };
        return api.attempt.closeReport({ ...call, params, body: { reason: "Not ours." } });
      }
      case "money":
      case "refund-order":
      case "move-training":
      case "take-back-gift":
      case "cancel-batch":
        return sendOfSales(operation, names, call, at);
      case "close-registration":
      case "grant-sitting":
      case "accept-report":
      case "cancel-exam-code":
      case "change-partnership":
      case "set-benefit-rule":
        return sendOfStaff(operation, names, call);
      default:
        return sendOfPartners(operation, names, call);
    }
  }
}

/** Staff state the whole entry of a certification. */
export function publish(certificationId: string, status: Publish["status"], at: string): Promise<Came> {
  const price = { amount: 12_000, currency: "USD" };
  const [level = ""] = certificationId.split("-");
  const training = { price: { amount: trainingPrice, currency: "USD" } };
  const offered = hasTraining(certificationId) ? { offlineTraining: training } : {};
  const body = { level, title: titleOf(certificationId), price, status, ...offered };
  return api.attempt.putCertification({ ...asked(staff, at), params: { certificationId }, body });
}

type Publish = Extract<Operation, { does: "publish" }>;

function itemOf({ product, quantity }: Line): Item {
  if ("training" in product) return { product: "offline-training", certificationId: product.training, quantity };
  if ("subject" in product) return { product: "certification", certificationId: product.subject, quantity };
  return { product: "redemption-code", level: product.levels[0] ?? "", quantity };
}

type Item = RequestOf<"placeOrder">["body"]["items"][number];

function editionOf(coverage: Coverage) {
  if ("subject" in coverage) return { edition: "single-subject" as const, certificationId: coverage.subject };
  return { edition: "general-purpose" as const, levels: [...coverage.levels] };
}
