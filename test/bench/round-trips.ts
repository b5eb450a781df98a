/**
 * What reads twice: a list that the rules show or refuse, and a step that leads on from what it found to what belongs to
 * it. Everything else reads once, and everything writes once.
 */
const readTwice: readonly string[] = [
  ...["listInvitations", "listApplications", "listMembers"],
  ...["getInvitation", "applyToOrganization", "getMe", "removeMember", "quitOrganization"],
  ...["getBenefits", "listBenefitChanges", "getBenefitChange", "listLedger", "getLedgerBalance"],
  ...["listPartnerExamCodes", "getPartnerExamCodesCsv", "listExamCodes", "assignExamCode", "returnExamCode"],
];

/** How many reads an operation may take. */
export function readsOf(operationId: string): number {
  return readTwice.includes(operationId) ? 2 : 1;
}
