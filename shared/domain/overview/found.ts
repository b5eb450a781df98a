import { type Certificate, certificateStatus } from "../certificate/certificate.ts";
import { endsWith } from "../code.ts";
import { type ExamCode, examCodeStatus } from "../exam/exam-code.ts";
import { bearerOf } from "../exam/exam-code-bearer.ts";
import { endedWith } from "../exam/exam-code-end.ts";
import type { Registration } from "../exam/registration.ts";
import { registrationStatus } from "../exam/registration-status.ts";
import type { Result } from "../exam/result.ts";
import type { Appointment } from "../exam/sitting.ts";
import type { Instant } from "../instant.ts";
import { partnerIdOf } from "../organization-id.ts";
import type { Application } from "../partner/application.ts";
import type { Member } from "../partner/membership.ts";
import type { Partner } from "../partner/partner.ts";
import { type AuthorizationCode, authorizationCodeStatus } from "../purchase/authorization-code.ts";
import type { Order } from "../purchase/order.ts";
import { orderStatus } from "../purchase/order-status.ts";

/** Digits may be a number and the end of a code. */
export type Sought = {
  readonly email?: string | undefined;
  readonly confirmationNumber?: string | undefined;
  readonly tail?: string | undefined;
  readonly name?: string | undefined;
};

export const foundKinds = [
  "order",
  "authorization-code",
  "registration",
  "appointment",
  "certificate",
  "exam-code",
  "result",
  "membership",
  "application",
] as const;

export type Found =
  | { readonly kind: "order"; readonly value: Order }
  | { readonly kind: "authorization-code"; readonly value: AuthorizationCode }
  | { readonly kind: "registration"; readonly value: Registration }
  | { readonly kind: "appointment"; readonly value: Appointment & { readonly accountId?: string | undefined } }
  | { readonly kind: "certificate"; readonly value: Certificate }
  | { readonly kind: "exam-code"; readonly value: ExamCode; readonly partner: Partner | undefined }
  | { readonly kind: "result"; readonly value: Result }
  | { readonly kind: "membership"; readonly value: Member & { readonly accountId: string } }
  | { readonly kind: "application"; readonly value: Application };

/** The index only knows the last symbols, and may be stale, so each hit is checked. */
export function fits({ kind, value }: Found, { tail }: Sought): boolean {
  if (tail === undefined) return true;
  const code =
    kind === "authorization-code" || kind === "exam-code"
      ? value.code
      : kind === "registration"
        ? value.eligibilityCode
        : kind === "certificate"
          ? value.certificateNumber
          : undefined;
  return code !== undefined && endsWith(code, tail);
}

export type Summary = {
  readonly id: string;
  readonly status: string;
  readonly at: Instant;
  readonly accountId?: string | undefined;
  readonly certificationId?: string | undefined;
  readonly partnerId?: string | undefined;
};

/** A thing as of now. The end of its partnership ends an exam code, whether or not the schedule has recorded that (R30). */
export function summaryOf(found: Found, now: Instant): Summary {
  switch (found.kind) {
    case "order": {
      const { orderId, placedAt, accountId } = found.value;
      return { id: orderId, status: orderStatus(found.value, now), at: placedAt, accountId };
    }
    case "authorization-code": {
      const { code, coverage, purchasedAt, ownerId } = found.value;
      const subject = coverage.edition === "single-subject" ? { certificationId: coverage.certificationId } : {};
      const status = authorizationCodeStatus(found.value, now);
      return { id: code, status, at: purchasedAt, accountId: ownerId, ...subject };
    }
    case "registration": {
      const { registrationId, openedAt, accountId, certification } = found.value;
      const status = registrationStatus(found.value, now);
      return { id: registrationId, status, at: openedAt, accountId, certificationId: certification.certificationId };
    }
    case "appointment": {
      const { confirmationNumber, state, startsAt, accountId } = found.value;
      return { id: confirmationNumber, status: state, at: startsAt, accountId };
    }
    case "certificate": {
      const { certificateId, passedAt, accountId, certification, organizationId } = found.value;
      const status = certificateStatus(found.value, now);
      const { certificationId } = certification;
      const partnerId = organizationId === undefined ? undefined : partnerIdOf(organizationId);
      return { id: certificateId, status, at: passedAt, accountId, certificationId, partnerId };
    }
    case "exam-code": {
      const { code, issuedAt, certification, partnerId } = found.value;
      const accountId = bearerOf(found.value)?.accountId;
      const status = examCodeStatus(endedWith(found.value, found.partner), now);
      const { certificationId } = certification;
      return { id: code, status, at: issuedAt, accountId, certificationId, partnerId };
    }
    case "result": {
      const { resultId, outcome, takenAt, accountId, certificationId } = found.value;
      return { id: resultId, status: outcome, at: takenAt, accountId, certificationId };
    }
    case "membership": {
      const { accountId, role, since } = found.value;
      return { id: accountId, status: role, at: since, accountId };
    }
    case "application": {
      const { applicationId, state, appliedAt, accountId } = found.value;
      return { id: applicationId, status: state, at: appliedAt, accountId };
    }
  }
}
