import type { Known } from "./maker.ts";

type Names = Readonly<Record<string, string>>;

/** Which things a path's parameters name, where their names alone do not say it; by how the path looks. */
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

/** Which things a body's fields name, by the operation. */
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

/** Which things a path's parameter names. */
export function nameIn(path: string, name: string): string {
  return inPaths.find(([pattern, names]) => pattern.test(path) && names[name] !== undefined)?.[1][name] ?? name;
}

/** Someone's things, by the names that an operation's body has for them. */
export function namedInBody(operationId: string, things: Known): Known {
  const names = Object.entries(inBodies[operationId] ?? {});
  return { ...things, ...Object.fromEntries(names.map(([field, name]) => [field, things[name] ?? ""])) };
}
