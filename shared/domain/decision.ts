/** The answer of a rule: a new state, or one named refusal. Refusals are values, faults are exceptions. */
export type Decision<T> = { readonly accepted: true; readonly value: T } | Refused;

/** `rows` are the refused ones of a bulk request. */
export type Refused = {
  readonly accepted: false;
  readonly refusal: Refusal;
  readonly rows?: readonly RefusedRow[] | undefined;
};

/** `pointer` is its place in the request's body. */
export type RefusedRow = { readonly pointer: string; readonly refusal: Refusal };

/**
 * The closed list of refusals. If a rule could give two, it gives the first one here. A thing that an account may not
 * see is refused like one that does not exist.
 */
export const refusals = [
  "certification-not-found",
  "account-not-found",
  "order-not-found",
  "authorization-code-not-found",
  "batch-not-found",
  "registration-not-found",
  "eligibility-code-not-found",
  "appointment-not-found",
  "result-not-found",
  "certificate-not-found",
  "status-list-not-found",
  "credential-key-not-found",
  "history-not-found",
  "report-not-found",
  "partner-not-found",
  "organization-not-found",
  "invitation-not-found",
  "application-not-found",
  "member-not-found",
  "exam-code-not-found",
  "benefit-change-not-found",
  "binding-not-found",
  "candidate-link-not-found",
  "message-not-found",
  "managers-only",
  "main-account-only",
  "applicant-only",
  "email-not-verified",
  "partnership-ended",
  "partnership-suspended",
  "partnership-not-suspended",
  "order-already-paid",
  "order-already-cancelled",
  "order-expired",
  "training-not-bought",
  "nothing-to-refund",
  "refund-too-large",
  "nothing-to-review",
  "batch-already-cancelled",
  "authorization-code-cancelled",
  "authorization-code-already-redeemed",
  "authorization-code-expired",
  "authorization-code-already-given",
  "authorization-code-not-given",
  "certification-level-is-fixed",
  "certification-already-published",
  "series-code-taken",
  "certification-not-on-sale",
  "certification-retired",
  "offline-training-not-offered",
  "authorization-code-edition-not-allowed",
  "authorization-code-does-not-cover-certification",
  "ids-look-swapped",
  "sitting-already-bound",
  "sitting-not-available",
  "certification-differs-from-sitting",
  "sitting-not-passed",
  "binding-already-pending",
  "binding-not-bound",
  "registration-already-booked",
  "registration-already-open",
  "certificate-not-claimed",
  "certificate-still-valid",
  "sat-while-certified",
  "already-certified",
  "retake-too-early",
  "certificate-revoked",
  "certificate-already-claimed",
  "certificate-already-hidden",
  "certificate-not-hidden",
  "name-not-printable",
  "invitation-revoked",
  "invitation-expired",
  "application-not-pending",
  "already-a-member",
  "account-in-another-organization",
  "application-already-pending",
  "not-in-an-organization",
  "main-account-cannot-leave",
  "role-is-fixed",
  "exam-not-named",
  "exam-not-paid-by-benefits",
  "quota-exceeded",
  "exam-code-booked",
  "exam-code-used",
  "exam-code-expired",
  "exam-code-cancelled",
  "exam-code-already-assigned",
  "exam-code-not-assigned",
  "too-many-exam-codes",
  "too-many-bindings",
  "holder-name-missing",
  "report-not-parked",
  "report-not-releasable",
  "report-not-acceptable",
  "report-names-its-entitlement",
  "entitlement-not-named",
  "provider-not-named",
  "registration-not-open",
  "exam-not-of-registration",
  "exam-already-passed",
  "appointment-not-open",
  "certificate-not-revoked",
  "certificate-without-its-pass",
  "result-not-held",
  "message-not-sent-yet",
  "message-not-parked",
  "same-exam-twice",
  "rows-refused",
] as const;

export type Refusal = (typeof refusals)[number];

export function accept<T>(value: T): Decision<T> {
  return { accepted: true, value };
}

export function refuse(refusal: Refusal): Refused {
  return { accepted: false, refusal };
}

export function refuseRows(rows: readonly RefusedRow[]): Refused {
  return { accepted: false, refusal: "rows-refused", rows };
}
