/**
 * What reads more than once; every other operation reads at most once, and everything writes at most once. A thing leads
 * to the next only when it was read: a membership to its partner, a sitting to its results, an index to what it names.
 * What only some may see is read after the rules. By operation, or by one of its cases.
 */
const readTwice: readonly string[] = [
  "listInvitations",
  "listApplications",
  "listMembers",
  "getMembersCsv",
  "changeMainAccount",
  "getInvitation",
  "applyToOrganization",
  "getMe",
  "removeMember",
  "quitOrganization",
  "getBenefits",
  "listBenefitChanges",
  "getBenefitChange",
  "listLedger",
  "getLedgerBalance",
  "listPartnerExamCodes",
  "getPartnerExamCodesCsv",
  "listExamCodes",
  "getExamCode",
  "assignExamCode",
  "returnExamCode",
  "putCertification (another series code)",
  "bindSitting (bound)",
  "claimCertificate (a member's)",
  "revokeCertificate (a counted one)",
  "correctName",
  // An order leads to its codes, and to the certifications that it is for; a code to its order.
  "confirmPayment",
  "refundOrder",
  "cancelAuthorizationCode",
  "checkEligibility",
  "getAppointment (an old number)",
  "getAppointmentCalendar",
  // A number leads to the exam code, and a series code to its certification.
  "receiveReport (appointment.no-show excused, of an exam code)",
  "receiveReport (result.reported, self-paid)",
  // A candidate id's link leads to the binding that made it.
  "previewBinding",
  "undoCandidateLink",
  "listWork",
  "listRecords",
  "getRecordsCsv",
  "listMessages (to an address)",
  "cancelExamCode",
  "reinstateCertificate",
  "getTally",
  "listTallyCertificates",
  "getTallyCsv",
  "explainAccount",
  "recountPartner",
  "search",
];

/** Three lists at once, then what they name, then what that names: at most 3 one after the other, but up to 5 calls. */
const readMany: Readonly<Record<string, number>> = {
  listAppointments: 4,
  getMyCertifications: 5,
  getAccount: 3,
  // A registration or a binding leads to its certificate, and that to its row in a tally and its credential's place.
  "correctCandidate (certified)": 3,
  correctBindingName: 3,
  // The rules first; then what the list names; then what that leads to.
  assignExamCodes: 3,
  approveApplications: 3,
  inviteByEmail: 3,
  // What staff decide leads from a report or a number to its entitlement, then to the person's enrolment (R8).
  acceptReport: 4,
  closeAppointment: 3,
  endHold: 3,
  closeRegistration: 3,
  grantSitting: 3,
};

/** How many read round trips an operation may take, by the name of its case. */
export function readsOf(name: string): number {
  const [operationId = ""] = name.split(" ");
  const many = readMany[name] ?? readMany[operationId];
  if (many !== undefined) return many;
  return readTwice.includes(name) || readTwice.includes(operationId) ? 2 : 1;
}
