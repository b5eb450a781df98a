/** The refusals of staff decisions (R36). See `problems.ts`. */
export const ofStaffDecisions = {
  "report-not-acceptable": {
    status: 409,
    title: "The report cannot be accepted",
    help: "Nothing would come of it: its type is unknown, its id or number is taken, or it rests on, or contradicts, another report. Accept that other one, or close the appointment that has its number; else close this report.",
  },
  "report-names-its-entitlement": {
    status: 409,
    title: "The report says itself what it is about",
    help: "Leave `entitlement` out: only a report that could not be matched needs it.",
  },
  "entitlement-not-named": {
    status: 409,
    title: "It is not known what the report is about",
    help: "Name its registration, eligibility code or exam code in `entitlement`.",
  },
  "provider-not-named": {
    status: 409,
    title: "Several test centres have given this number",
    help: "Say in `provider` which of them is meant.",
  },
  "registration-not-open": {
    status: 409,
    title: "The registration is not open",
    help: "It was passed, has failed or expired, or was closed already. GET it and read `status`.",
  },
  "exam-already-passed": {
    status: 409,
    title: "The exam is passed already",
    help: "Nobody sits an exam again that is passed.",
  },
  "exam-not-of-registration": {
    status: 409,
    title: "The registration does not cover this exam",
    help: "Name one of the exams that the registration lists.",
  },
  "appointment-not-open": {
    status: 409,
    title: "The appointment is over",
    help: "It was cancelled, missed, sat or closed already, or does not count. GET it and read `status`.",
  },
  "message-not-found": { status: 404, title: "There is no such e-mail", help: "Check the id. See GET /v1/messages." },
  "result-not-held": {
    status: 409,
    title: "The result is not held",
    help: "It was released or corrected already, or does not count. GET it and read `outcome` and `correctedBy`.",
  },
  "message-not-sent-yet": {
    status: 409,
    title: "The e-mail is on its way",
    help: "It is tried until it is sent or parked. GET it and read `status`.",
  },
  "message-not-parked": {
    status: 409,
    title: "The e-mail is not parked",
    help: "Only an e-mail that was given up is closed. GET it and read `status`.",
  },
  "certificate-not-revoked": {
    status: 409,
    title: "The certificate is not revoked",
    help: "Only a revoked certificate can be reinstated.",
  },
  "account-not-found": {
    status: 404,
    title: "Nothing is known of this account",
    help: "Check the account's identifier: `accountId` of what was found with GET /v1/search.",
  },
  "certificate-without-its-pass": {
    status: 409,
    title: "The pass that earned the certificate does not stand",
    help: "Its result was corrected. A correction that lets the candidate pass earns another certificate.",
  },
} as const;
