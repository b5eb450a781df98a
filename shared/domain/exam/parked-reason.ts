/**
 * The reasons for which a report does not count (R14, R16–R18). The first group follows from the set of reports, so a later report can
 * change it. The second follows from the report and its entitlement.
 */
export const parkedReasons = [
  "exam-differs",
  "booked-by-another-candidate",
  "no-sitting-left",
  "appointment-does-not-count",
  "sitting-has-its-result",
  "result-without-booking",
  "after-end",
  "corrected-result-does-not-count",
  "exam-not-in-registration",
  "provider-does-not-hold-exam",
  "instant-in-the-future",
  "before-entitlement",
  "score-impossible",
  "ended-by-staff",
  "confirmation-number-of-another-entitlement",
  "result-id-of-another-result",
  "too-many-reports",
  "not-matched-in-time",
  "unknown-type",
] as const;

export type ParkedReason = (typeof parkedReasons)[number];
