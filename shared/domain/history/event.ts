import type { Instant } from "../instant.ts";
import type { EventData } from "./event-data.ts";
import type { Notification } from "./notification.ts";

/** As in `GET /v1/history/{kind}/{id}`. */
export const kinds = [
  "certification",
  "order",
  "authorization-code",
  "batch",
  "registration",
  "eligibility-code",
  "report",
  "certificate",
  "partner",
  "invitation",
  "application",
  "membership",
  "exam-code",
  "binding",
  "candidate-link",
  "account",
  "mail",
  "mail-address",
] as const;

export type Kind = (typeof kinds)[number];

export type Subject = { readonly kind: Kind; readonly id: string };

export const eventTypes = [
  "certification.changed",
  "order.placed",
  "order.paid",
  "order.cancelled",
  "order.expired",
  "order.refund-asked",
  "order.refunded",
  "order.disputed",
  "order.dispute-closed",
  "order.settled",
  "order.training-moved",
  "order.reviewed",
  "authorization-code.given",
  "authorization-code.gift-taken-back",
  "authorization-code.cancelled",
  "authorization-code.ending",
  "authorization-code.expired",
  "batch.ordered",
  "batch.issued",
  "batch.cancel-asked",
  "batch.cancelled",
  "registration.opened",
  "registration.accommodations-set",
  "registration.sitting-granted",
  "registration.closed",
  "registration.corrected",
  "registration.ending",
  "registration.expired",
  "result.overdue",
  "appointment.booked",
  "appointment.rescheduled",
  "appointment.cancelled",
  "appointment.no-show",
  "appointment.closed",
  "result.accepted",
  "result.corrected",
  "certificate.claimed",
  "certificate.credential-issued",
  "certificate.name-corrected",
  "certificate.hidden",
  "certificate.shown",
  "certificate.revoked",
  "certificate.reinstated",
  "certificate.ending",
  "certificate.expired",
  "report.waiting",
  "report.parked",
  "report.released",
  "report.accepted",
  "report.closed",
  "partner.created",
  "partner.renamed",
  "partner.main-account-changed",
  "partner.benefit-rule-set",
  "partner.coupons-granted",
  "partner.suspended",
  "partner.resumed",
  "partner.ended",
  "partner.codes-ended",
  "invitation.created",
  "invitation.revoked",
  "application.submitted",
  "application.approved",
  "application.rejected",
  "application.withdrawn",
  "membership.role-changed",
  "membership.removed",
  "membership.quit",
  "benefit.issued",
  "exam-code.assigned",
  "exam-code.returned",
  "exam-code.cancelled",
  "exam-code.ending",
  "exam-code.expired",
  "binding.requested",
  "binding.bound",
  "binding.failed",
  "binding.name-corrected",
  "candidate-link.undone",
  "account.looked-up",
  "mail.released",
  "mail.sent-again",
  "mail.closed",
  "mail.bounced",
  "mail.complained",
  "mail.preferences-set",
] as const;

export type EventType = (typeof eventTypes)[number];

export type Actor = { readonly kind: "account" | "staff" | "provider" | "system"; readonly id: string };

/**
 * A recorded fact, never changed (R32). It is written in the transaction of its change, and stands in the history of
 * each changed thing under one id. The data stands with the first subject. Events of earlier versions may have other
 * data.
 */
export type Event = {
  readonly eventId: string;
  readonly type: EventType;
  readonly at: Instant;
  readonly actor: Actor;
  readonly requestId: string;
  readonly subjects: readonly Subject[];
  readonly data: { readonly [name: string]: unknown };
};

/** A step's part of an event. The commit adds actor, time, request and subjects. */
export type Happening<Types extends EventType = EventType> = { [Type in Types]: Said<Type> }[Types] & {
  /** E-mails are stored with the event and sent from there (outbox). */
  readonly notifications?: readonly Notification[];
};

type Said<Type extends EventType> = {
  readonly type: Type;
} & (Record<string, never> extends EventData[Type]
  ? { readonly data?: EventData[Type] }
  : { readonly data: EventData[Type] });
