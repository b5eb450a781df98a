/**
 * What a rule answers: either the new state, or one named refusal. Refusals are values; only faults are exceptions.
 */
export type Decision<T> =
  | { readonly accepted: true; readonly value: T }
  | { readonly accepted: false; readonly refusal: Refusal };

/**
 * The closed list of refusals, in their order of precedence: a rule that could give two gives the one that stands
 * first. What an account may not see is refused exactly like what does not exist (section 4 of the domain).
 */
export const refusals = [
  "certification-not-found",
  "order-not-found",
  "authorization-code-not-found",
  "batch-not-found",
  "registration-not-found",
  "eligibility-code-not-found",
  "appointment-not-found",
  "result-not-found",
  "certificate-not-found",
  "history-not-found",
  "report-not-found",
  "order-already-paid",
  "order-already-cancelled",
  "authorization-code-cancelled",
  "authorization-code-already-redeemed",
  "authorization-code-expired",
  "authorization-code-already-given",
  "certification-level-is-fixed",
  "certification-not-on-sale",
  "certification-retired",
  "offline-training-not-offered",
  "authorization-code-edition-not-allowed",
  "authorization-code-does-not-cover-certification",
  "registration-already-open",
  "certificate-not-claimed",
  "certificate-still-valid",
  "retake-too-early",
  "certificate-revoked",
  "certificate-already-claimed",
  "report-not-parked",
  "report-not-releasable",
] as const;

export type Refusal = (typeof refusals)[number];

export function accept<T>(value: T): Decision<T> {
  return { accepted: true, value };
}

export function refuse(refusal: Refusal): { readonly accepted: false; readonly refusal: Refusal } {
  return { accepted: false, refusal };
}
