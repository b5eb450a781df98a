/**
 * Operations (or cases) with two reads in a row. All others read at most once, and all write at most once. The second
 * read needs the first: a membership leads to its partner, a sitting to its results, an index to its items. Restricted
 * items are read after the rules.
 */
const readTwice: readonly string[] = [
  "listInvitations",
  "listApplications",
  "listMembers",
  "getMembersCsv",
  "changeMainAccount",
  "getInvitation",
  "showInvitation",
  "applyToOrganization",
  "getMe",
  "removeMember",
  "quitOrganization",
  "getBenefits",
  "listBenefitChanges",
  "getBenefitChange",
  "listLedger",
  "listPartnerExamCodes",
  "getPartnerExamCodesCsv",
  "getExamCode",
  "assignExamCode",
  "returnExamCode",
  "putCertification (another series code)",
  "bindSitting (bound)",
  "claimCertificate (a member's)",
  "revokeCertificate (a counted one)",
  "correctName",
  // A certificate names its certification. The catalogue says what that means today.
  "showVerification",
  // The order leads to its codes and certifications, and a code to its order.
  "confirmPayment",
  "refundOrder",
  "cancelAuthorizationCode",
  "checkEligibility",
  "getAppointment (an old number)",
  "getAppointmentCalendar",
  // A number leads to its registration.
  "receiveReport (appointment.cancelled)",
  "receiveReport (result.reported)",
  // It breaks a rule. The better reason may be its number, if that is another's.
  "receiveReport (appointment.booked for another exam)",
  // A number leads to the exam code, and a series code to its certification.
  "receiveReport (appointment.no-show excused, of an exam code)",
  "receiveReport (result.reported, self-paid)",
  // The candidate id's link leads to its binding.
  "previewBinding",
  "undoCandidateLink",
  // A certificate leads to its certification in the catalogue.
  "getCredential (first)",
  "getCredential (again)",
  "getCredential (after a correction)",
  "getBakedBadge",
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
  // Its address, which may be blocked.
  "sendMessageAgain",
];

/** Three lists at once, then their items, then the items that those name: at most 3 rounds, but up to 5 calls. */
const readMany: Readonly<Record<string, number>> = {
  listAppointments: 4,
  // The membership, the partner whose end would end the codes, then the codes.
  listExamCodes: 3,
  // The partner, the sums that were kept, then the entries behind them.
  getLedgerBalance: 3,
  getMyCertifications: 5,
  getAccount: 3,
  // The registration or binding leads to its certificate, which leads to a tally row and a place in the status list.
  "correctCandidate (certified)": 3,
  correctBindingName: 3,
  // The rules come first, then the items of the list, then the items that those name.
  assignExamCodes: 3,
  approveApplications: 3,
  // The list of parked e-mails, its items, then each as it is now.
  releaseMessages: 3,
  // May the caller invite? The addresses side by side, the members among them, then the organization.
  inviteByEmail: 5,
  // The report or number leads to its entitlement, which leads to the person's enrolment (R8).
  acceptReport: 4,
  closeAppointment: 3,
  endHold: 3,
  closeRegistration: 3,
  grantSitting: 3,
};

/** The maximum of read round trips, by the name of the case. */
export function readsOf(name: string): number {
  const [operationId = ""] = name.split(" ");
  const many = readMany[name] ?? readMany[operationId];
  if (many !== undefined) return many;
  return readTwice.includes(name) || readTwice.includes(operationId) ? 2 : 1;
}
