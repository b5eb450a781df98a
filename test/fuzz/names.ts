import type { Known } from "./maker.ts";

type Names = Readonly<Record<string, string>>;

/** The meaning of path parameters whose names are ambiguous, by path. */
const inPaths: readonly (readonly [RegExp, Names])[] = [
  [/^\/v1\/authorization-codes\/.*take-back-gift$/, { code: "giftCode" }],
  [/^\/v1\/authorization-codes\//, { code: "authorizationCode" }],
  [/^\/v1\/eligibility-codes\//, { code: "eligibilityCode" }],
  [/^\/v1\/exam-codes\//, { code: "examCode" }],
  [/^\/v1\/test-centers\//, { code: "openEligibilityCode", provider: "openProvider" }],
  [/^\/v1\/candidate-links\//, { provider: "linkProvider" }],
  [/^\/v1\/orders\/.*\/review$/, { orderId: "reviewableOrderId" }],
  [/^\/v1\/results\/.*\/end-hold$/, { resultId: "heldResultId" }],
  [/^\/v1\/orders\/.*\/(refund|training)/, { orderId: "paidOrderId", certificationId: "trainingId" }],
  [/^\/v1\/registrations\/.*\/candidate$/, { registrationId: "unbookedRegistrationId" }],
  [/^\/v1\/registrations\/.*\/\w+$/, { registrationId: "openRegistrationId" }],
  [/^\/v1\/appointments\/.*\/close$/, { confirmationNumber: "openConfirmationNumber" }],
  [/^\/v1\/reports\/.*\/accept$/, { reportId: "acceptableReportId" }],
  [/^\/v1\/certificates\//, { token: "linkToken" }],
  [/^\/v1\/history\//, { kind: "historyKind", id: "historyId" }],
];

const binding = {
  candidateId: "freeCandidateId",
  registrationId: "freeSittingId",
  certificationId: "freeCertificationId",
};

/** The meaning of body fields, by operation. */
const inBodies: Readonly<Record<string, Names>> = {
  bindSitting: binding,
  previewBinding: binding,
  refundOrder: { codes: "refundableCode" },
  confirmPayment: { codes: "refundableCode", orderId: "paidOrderId" },
  register: { authorizationCode: "spareCode", certificationId: "spareCertificationId" },
  assignExamCodes: { code: "spareExamCode", accountId: "mainAccountId" },
  approveApplications: { applicationIds: "applicationId" },
  changeMainAccount: { mainAccountId: "accountId" },
};

/** The meaning of a path parameter. */
export function nameIn(path: string, name: string): string {
  return inPaths.find(([pattern, names]) => pattern.test(path) && names[name] !== undefined)?.[1][name] ?? name;
}

/** A person's things, by the field names of the operation's body. */
export function namedInBody(operationId: string, things: Known): Known {
  const names = Object.entries(inBodies[operationId] ?? {});
  return { ...things, ...Object.fromEntries(names.map(([field, name]) => [field, things[name] ?? ""])) };
}
