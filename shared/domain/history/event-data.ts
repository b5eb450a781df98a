import type { BindingFailure } from "../certificate/binding.ts";
import type { CandidateChanges } from "../certificate/correction.ts";
import type { StatusPlace } from "../certificate/status-list.ts";
import type { WaitsFor } from "../exam/center-report.ts";
import type { Instant } from "../instant.ts";
import type { Money } from "../money.ts";
import type { Role } from "../partner/membership.ts";
import type { BenefitRule } from "../programme/programme.ts";
import type { TrainingStatus } from "../purchase/order.ts";

type Nothing = { readonly [name: string]: never };

type Ending = { readonly endsAt: Instant; readonly days: number };
type Reasoned = { readonly reason: string };
type Returned = Reasoned & { readonly permanent: boolean };
type Paid = { readonly paymentId: string; readonly amount: number; readonly currency: string };
type Ended = { readonly endsAt: Instant };
type Left = { readonly organizationId: string; readonly role: Role; readonly returnedExamCodes: readonly string[] };

/** The report as it came. */
export type Reported = { readonly occurredAt: Instant; readonly [field: string]: unknown };

/** The data of each type of event, as this version records it. */
export type EventData = {
  readonly "certification.changed": { readonly status: string };
  readonly "order.placed": { readonly total: Money };
  readonly "order.paid": { readonly paymentId: string; readonly total: Money };
  readonly "order.cancelled": Nothing;
  readonly "order.expired": Ended;
  readonly "order.refund-asked": {
    readonly amount: number;
    readonly currency: string;
    readonly codes: readonly string[];
    readonly reason: string;
  };
  readonly "order.refunded": Paid & { readonly refundId: string };
  readonly "order.disputed": Paid & { readonly disputeId: string };
  readonly "order.dispute-closed": { readonly disputeId: string; readonly won: boolean };
  readonly "order.settled": { readonly issued: number; readonly cancelled: number };
  readonly "order.training-moved": {
    readonly certificationId: string;
    readonly status: TrainingStatus;
    readonly reason?: string | undefined;
  };
  readonly "order.reviewed": {
    readonly toRefund: number;
    readonly disputed: number;
    readonly forgone: number;
    readonly currency: string;
    readonly reason: string;
  };
  readonly "authorization-code.given": { readonly recipientEmail: string; readonly message?: string | undefined };
  readonly "authorization-code.gift-taken-back": {
    readonly recipientEmail: string;
    readonly reason?: string | undefined;
  };
  readonly "authorization-code.cancelled": { readonly reason?: string | undefined };
  readonly "authorization-code.ending": Ending;
  readonly "authorization-code.expired": Ended;
  readonly "batch.ordered": { readonly label: string; readonly quantity: number };
  readonly "batch.issued": { readonly codes: readonly string[] };
  readonly "batch.cancel-asked": { readonly reason: string };
  readonly "batch.cancelled": { readonly codes: number };
  readonly "registration.opened": { readonly certificationId: string };
  readonly "registration.accommodations-set": { readonly codes: readonly string[] };
  readonly "registration.sitting-granted": { readonly exam: string; readonly reason: string };
  readonly "registration.closed": { readonly reason: string };
  readonly "registration.corrected": {
    readonly from: CandidateChanges;
    readonly to: CandidateChanges;
    readonly reason?: string | undefined;
  };
  readonly "registration.ending": Ending;
  readonly "registration.expired": Ended;
  readonly "result.overdue": { readonly confirmationNumber: string; readonly exam: string; readonly startsAt: Instant };
  readonly "appointment.booked": Reported;
  readonly "appointment.rescheduled": Reported;
  readonly "appointment.cancelled": Reported;
  readonly "appointment.no-show": Reported;
  readonly "appointment.closed": {
    readonly confirmationNumber: string;
    readonly exam: string;
    readonly sitting: "given-back" | "used-up";
    readonly reason: string;
  };
  readonly "result.accepted": Reported;
  readonly "result.corrected": Reported;
  readonly "certificate.claimed": { readonly validUntil: Instant; readonly organizationId?: string | undefined };
  readonly "certificate.credential-issued": StatusPlace;
  readonly "certificate.hidden": Nothing;
  readonly "certificate.shown": Nothing;
  /** Coupons that a fraud took back (R29). */
  readonly "certificate.revoked": {
    readonly reason: string;
    readonly fraud?: boolean | undefined;
    readonly couponsTakenBack?: number | undefined;
  };
  readonly "certificate.reinstated": { readonly reason: string };
  readonly "certificate.name-corrected": { readonly from: string; readonly to: string; readonly reason: string };
  readonly "certificate.ending": Ending;
  readonly "certificate.expired": Ended;
  readonly "report.waiting": { readonly waitsFor: WaitsFor } | { readonly tries: number };
  readonly "report.parked": { readonly reason: string };
  readonly "report.released": Nothing;
  /** The rule that had parked the report (R36). */
  readonly "report.accepted": { readonly rule: string; readonly reason: string; readonly type: string };
  readonly "report.closed": { readonly reason: string };
  readonly "partner.created": { readonly name: string; readonly mainAccountId: string };
  readonly "partner.renamed": { readonly from: string; readonly to: string; readonly reason: string };
  readonly "partner.main-account-changed": { readonly from: string; readonly to: string; readonly reason: string };
  readonly "partner.benefit-rule-set": {
    readonly level: string;
    /** Absent: the programme's rule applies again. */
    readonly rule: BenefitRule | undefined;
    readonly granted: number;
    readonly reason: string;
  };
  readonly "partner.coupons-granted": {
    readonly level: string;
    readonly quantity: number;
    readonly reason: string;
  };
  readonly "partner.suspended": Reasoned;
  readonly "partner.resumed": Reasoned;
  readonly "partner.ended": Reasoned;
  readonly "partner.codes-ended": Ended;
  readonly "invitation.created": {
    readonly organizationId: string;
    readonly expiresAt: Instant;
    readonly invited?: number | undefined;
  };
  readonly "invitation.revoked": { readonly organizationId: string; readonly uses: number };
  readonly "application.submitted": {
    readonly organizationId: string;
    readonly invitation: string;
    readonly invitedBy: string;
  };
  readonly "application.approved": { readonly organizationId: string; readonly accountId: string };
  readonly "application.rejected": {
    readonly organizationId: string;
    readonly accountId: string;
    readonly reason?: string | undefined;
  };
  readonly "application.withdrawn": { readonly organizationId: string };
  readonly "membership.role-changed": {
    readonly organizationId: string;
    readonly from: Role | undefined;
    readonly to: Role;
  };
  readonly "membership.removed": Left;
  readonly "membership.quit": Left;
  readonly "benefit.issued": {
    readonly changeId: string;
    readonly level: string;
    readonly certificationId: string;
    readonly exam: string;
    readonly quantity: number;
  };
  readonly "exam-code.assigned": { readonly accountId: string };
  readonly "exam-code.returned": { readonly accountId: string };
  readonly "exam-code.cancelled": { readonly reason: string; readonly replacedBy?: string | undefined };
  readonly "exam-code.ending": Ending;
  readonly "exam-code.expired": Ended;
  readonly "binding.requested": { readonly retryUntil: Instant; readonly lapsedAt?: Instant | undefined };
  readonly "binding.bound": {
    readonly certificateId: string | undefined;
    readonly organizationId: string | undefined;
    /** When an earlier request had failed without a record. */
    readonly lapsedAt?: Instant | undefined;
  };
  readonly "binding.failed": { readonly reason: BindingFailure };
  readonly "binding.name-corrected": { readonly from: string; readonly to: string; readonly reason: string };
  readonly "candidate-link.undone": { readonly accountId: string; readonly reason: string };
  /** Staff looked at things of the account. */
  readonly "account.looked-up": {
    readonly operation: string;
    readonly params: { readonly [name: string]: string };
  };
  readonly "mail.released": { readonly reason?: string | undefined };
  /** `as` is the new e-mail. */
  readonly "mail.sent-again": { readonly as: string; readonly reason?: string | undefined };
  readonly "mail.closed": Reasoned;
  readonly "mail.preferences-set": { readonly language?: string | undefined; readonly timeZone?: string | undefined };
  readonly "mail.bounced": Returned;
  readonly "mail.complained": Returned;
};
