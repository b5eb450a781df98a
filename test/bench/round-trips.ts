/**
 * What reads more than once; every other operation reads at most once, and everything writes at most once. A thing leads
 * to the next only when it was read: a membership to its partner, a sitting to its results, an index to what it names.
 * What only some may see is read after the rules. By operation, or by one of its cases.
 */
const readTwice: readonly string[] = [
  ...["listInvitations", "listApplications", "listMembers"],
  ...["getInvitation", "applyToOrganization", "getMe", "removeMember", "quitOrganization"],
  ...["getBenefits", "listBenefitChanges", "getBenefitChange", "listLedger", "getLedgerBalance"],
  ...["listPartnerExamCodes", "getPartnerExamCodesCsv", "listExamCodes", "assignExamCode", "returnExamCode"],
  ...[
    "putCertification (another series code)",
    "bindSitting (bound)",
    "claimCertificate (a member's)",
    "revokeCertificate (a counted one)",
  ],
  ...["getTally", "listTallyCertificates", "explainAccount", "recountPartner", "search"],
];

/** How many read round trips an operation may take, by the name of its case. */
export function readsOf(name: string): number {
  const [operationId = ""] = name.split(" ");
  return readTwice.includes(name) || readTwice.includes(operationId) ? 2 : 1;
}
