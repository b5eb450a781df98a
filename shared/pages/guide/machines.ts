import type { BindingStatus } from "../../domain/certificate/binding.ts";
import type { CertificateStatus } from "../../domain/certificate/certificate.ts";
import { inDays, inMonths } from "../../domain/period.ts";
import type { CertificationStatus } from "../../domain/programme/certification.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import type { AuthorizationCodeStatus } from "../../domain/purchase/authorization-code.ts";
import type { BatchStatus } from "../../domain/purchase/batch.ts";
import type { OrderStatus } from "../../domain/purchase/order-status.ts";
import type { Machine } from "./diagram.ts";
import { appointment, eligibilityCode, exam, examCode, registration, report } from "./exam-states.ts";
import { application, invitation, partnership } from "./partner-states.ts";

export const certification: Machine<CertificationStatus> = {
  name: "certification",
  states: { draft: [0, 0], published: [1, 0], "end-of-sale": [2, 0], "end-of-life": [2, 1] },
  moves: [
    ["start", "draft", "staff"],
    ["draft", "published", "staff"],
    ["published", "end-of-sale", "its date"],
    ["end-of-sale", "end-of-life", "its date"],
  ],
};

export const order: Machine<OrderStatus> = {
  name: "order",
  states: {
    "awaiting-payment": [0, 0],
    paid: [1, 0],
    cancelled: [0, 2],
    expired: [1, 2],
    disputed: [2, 1],
    "partly-refunded": [2, 0],
    refunded: [3, 0],
  },
  moves: [
    ["start", "awaiting-payment", "placed"],
    ["awaiting-payment", "paid", "payment"],
    ["awaiting-payment", "cancelled", "buyer"],
    ["awaiting-payment", "expired", inDays(programme.orderDays)],
    ["expired", "paid", "paid in time,\ntold late"],
    ["paid", "partly-refunded", "refund"],
    ["partly-refunded", "refunded", "refund"],
    ["paid", "disputed", "dispute"],
    ["disputed", "paid", "won"],
    ["disputed", "refunded", "lost"],
  ],
};

export const authorizationCode: Machine<AuthorizationCodeStatus> = {
  name: "authorization code",
  states: { issued: [0, 1], redeemed: [1, 0], cancelled: [1, 1], expired: [1, 2] },
  moves: [
    ["start", "issued", "paid,\nor batch"],
    ["issued", "redeemed", "registration"],
    ["issued", "cancelled", "staff,\nrefund or dispute"],
    ["issued", "expired", inMonths(programme.authorizationCodeMonths)],
  ],
};

export const batch: Machine<BatchStatus> = {
  name: "batch of authorization codes",
  states: { running: [0, 0], complete: [1, 0], cancelling: [0, 1], cancelled: [1, 1] },
  moves: [
    ["start", "running", "ordered"],
    ["running", "complete", "last code\nissued"],
    ["running", "cancelling", "staff"],
    ["complete", "cancelling", "staff"],
    ["cancelling", "cancelled", "last code\ncancelled"],
  ],
};

export const certificate: Machine<CertificateStatus> = {
  name: "certificate",
  states: { claimable: [0, 0], valid: [1, 0], expired: [2, 0], revoked: [1, 1] },
  moves: [
    ["start", "claimable", "passed"],
    ["claimable", "valid", "claimed"],
    ["valid", "expired", inMonths(programme.certificateMonths)],
    ["claimable", "revoked", "staff, or\na correction"],
    ["valid", "revoked", "staff, or a correction"],
    ["revoked", "valid", "reinstated by staff"],
  ],
};

export const binding: Machine<BindingStatus> = {
  name: "binding of a sitting",
  states: { pending: [0, 0], bound: [2, 0], failed: [0, 1] },
  moves: [
    ["start", "pending", "no result\nyet"],
    ["pending", "bound", "the result comes"],
    ["pending", "failed", `does not fit, or ${inDays(programme.bindingDays)}`],
    ["failed", "pending", "asked again"],
  ],
};

/** Every machine, by the area of its rules. */
export const machines: { readonly [area: string]: readonly Machine<string>[] } = {
  programme: [certification],
  purchase: [order, authorizationCode, batch],
  exam: [registration, eligibilityCode, exam, appointment, examCode, report],
  certificate: [certificate, binding],
  partner: [partnership, invitation, application],
};
