/** The meaning of each field about codes; see `field-words.ts`. */
export const codeWords = {
  code: "The code",
  "Problem.code": "What happened. Stable: programs decide by it",
  "ProblemKind.code": "The `code` of the problem documents that it explains",
  codes: "The codes",
  "Accommodations.codes": "Agreed names of arrangements, such as `extra-time-25`",
  "refundOrder.codes": "The codes to take back",
  "BenefitChangeDetails.codes": "The issued codes with their status now",
  authorizationCodes: "The authorization codes",
  eligibilityCode: "The code with which the exams are booked at the first test centre",
  examCode: "The exam code that paid for the sitting",
  examCodes: "The exam codes",
  generalPurposeCodes: "Codes that can be activated for any certification of their levels",
  replacement: "The code that takes its place",
  cancelled: "The cancelled code",
};
