/** The refusals of staff decisions (R36). See `problems.ts`. */
export const ofStaffDecisions = {
  "report-not-acceptable": {
    status: 409,
    title: "The report cannot be accepted",
    help: "The report would change nothing. Its type may be unknown. Its id or number may be taken. It may depend on another report, or contradict one. Accept the other report, or close the appointment that has its number. Otherwise close this report.",
  },
  "report-names-its-entitlement": {
    status: 409,
    title: "The report names its entitlement itself",
    help: "Leave `entitlement` out. Only a report that could not be matched needs it.",
  },
  "entitlement-not-named": {
    status: 409,
    title: "The entitlement of the report is unknown",
    help: "Name its registration, eligibility code or exam code in `entitlement`.",
  },
  "provider-not-named": {
    status: 409,
    title: "Several test centres have given this number",
    help: "Name the test centre in `provider`.",
  },
  "registration-not-open": {
    status: 409,
    title: "The registration is not open",
    help: "It has passed, failed or expired, or was closed. Read its `status`.",
  },
  "exam-already-passed": {
    status: 409,
    title: "The exam is passed already",
    help: "A passed exam is not taken again.",
  },
  "exam-not-of-registration": {
    status: 409,
    title: "The registration does not cover this exam",
    help: "Name one of the exams that the registration lists.",
  },
  "appointment-not-open": {
    status: 409,
    title: "The appointment is over",
    help: "It was cancelled, missed, taken or closed, or does not count. Read its `status`.",
  },
  "message-not-found": { status: 404, title: "There is no such e-mail", help: "Check the id. See GET /v1/messages." },
  "result-not-held": {
    status: 409,
    title: "The result is not held",
    help: "It was released or corrected, or does not count. Read its `outcome` and `correctedBy`.",
  },
  "message-not-sent-yet": {
    status: 409,
    title: "The e-mail is on its way",
    help: "It is tried until it is sent or parked. Read its `status`.",
  },
  "message-not-parked": {
    status: 409,
    title: "The e-mail is neither parked nor returned",
    help: "Only a parked e-mail, or one that came back, can be closed. Read its `status` and `returned`.",
  },
  "certificate-not-revoked": {
    status: 409,
    title: "The certificate is not revoked",
    help: "Only a revoked certificate can be reinstated.",
  },
  "account-not-found": {
    status: 404,
    title: "Nothing is known of this account",
    help: "Check the identifier. GET /v1/search finds an account's `accountId`.",
  },
  "certificate-without-its-pass": {
    status: 409,
    title: "The pass of the certificate has fallen",
    help: "The result was corrected. A correction back to a pass earns another certificate.",
  },
} as const;
