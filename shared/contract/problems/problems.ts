import type { Refusal } from "../../domain/decision.ts";
import { ofNames } from "./name-problems.ts";
import { ofPartners } from "./partner-problems.ts";
import { inWords } from "./programme-words.ts";
import { ofPurchases } from "./purchase-problems.ts";
import { type CommonProblemCode, ofEveryRequest, type ProblemKind } from "./request-problems.ts";
import { ofStaffDecisions } from "./staff-problems.ts";

/** The refusals of the rules. A hidden thing is refused like one that does not exist. */
const ofTheRules: Record<Refusal, ProblemKind> = {
  "certification-not-found": {
    status: 404,
    title: "There is no such certification",
    help: "List the certifications with GET /v1/certifications. One that is not published yet cannot be used.",
  },
  ...ofPurchases,
  "registration-not-found": {
    status: 404,
    title: "There is no such registration",
    help: "Check the id. An account sees its own registrations alone.",
  },
  "eligibility-code-not-found": {
    status: 404,
    title: "There is no such eligibility code",
    help: "Check the code. An account sees its own codes alone.",
  },
  "appointment-not-found": {
    status: 404,
    title: "There is no such appointment",
    help: "Check the confirmation number. A test centre's report may take a moment to arrive.",
  },
  "result-not-found": {
    status: 404,
    title: "There is no such result",
    help: "Check the id. A test centre's report may take a moment to arrive.",
  },
  "certificate-not-found": {
    status: 404,
    title: "There is no such certificate",
    help: "Its holder looks it up by its `certificateId`. Anyone verifies it by its `certificateNumber`, once its holder has claimed it; its PDF and its credential need the whole link.",
  },
  "status-list-not-found": {
    status: 404,
    title: "There is no such status list",
    help: "Take the list's address from a credential's `credentialStatus`.",
  },
  "credential-key-not-found": {
    status: 404,
    title: "There is no such key any more",
    help: "The address of a key is the `kid` of a credential. If the key is gone, get the credential again by its link.",
  },
  "history-not-found": {
    status: 404,
    title: "There is no such thing",
    help: "Check the kind and the identifier in the path.",
  },
  "report-not-found": { status: 404, title: "There is no such report", help: "Check the report's id." },
  ...ofNames,
  ...ofPartners,
  ...ofStaffDecisions,
  "report-not-parked": {
    status: 409,
    title: "The report is not parked",
    help: "Only a parked report is released, and only one that was not applied is closed. See GET /v1/reports.",
  },
  "report-not-releasable": {
    status: 409,
    title: "The report of a payment cannot be released",
    help: "The money came for an order that cannot take it. Pay it back at the payment provider, then close the report.",
  },
  "certification-level-is-fixed": {
    status: 409,
    title: "A certification's level cannot be changed",
    help: "Codes were sold for this level. Create another certification.",
  },
  "certification-already-published": {
    status: 409,
    title: "A published certification does not become a draft again",
    help: "Codes and certificates name it. Withdraw it with the status `end-of-sale` or `end-of-life`.",
  },
  "series-code-taken": {
    status: 409,
    title: "Another exam has this series code",
    help: "A series code is unique in the catalogue. Choose another one.",
  },
  "certification-not-on-sale": {
    status: 409,
    title: "The certification is not sold any more",
    help: "Codes that were sold before can be redeemed until its end of life. Choose another certification.",
  },
  "certification-retired": {
    status: 409,
    title: "The certification has ended",
    help: "Since its end of life no code can be activated for it. Choose another certification.",
  },
  "offline-training-not-offered": {
    status: 409,
    title: "There is no offline training for this certification",
    help: "The catalogue shows `offlineTraining` for each certification that has one.",
  },
  "authorization-code-edition-not-allowed": {
    status: 409,
    title: "This edition does not exist for the level",
    help: `See which editions each level takes.${inWords.onlySingleSubject}`,
  },
  "authorization-code-does-not-cover-certification": {
    status: 409,
    title: "The authorization code is for something else",
    help: "A single-subject code only fits its certification. A general-purpose code fits the published certifications of its levels.",
  },
  "registration-already-open": {
    status: 409,
    title: "The account is registered for this certification already",
    help: "Finish the open registration first. See GET /v1/registrations.",
  },
  "certificate-not-claimed": {
    status: 409,
    title: "A pass of this certification waits for its certificate to be claimed",
    help: "The holder claims it first with POST /v1/certificates/{certificateId}/claim.",
  },
  "certificate-still-valid": {
    status: 409,
    title: "The account's certificate is still valid",
    help: "The exam cannot be taken again with the same account while the certificate is valid.",
  },
  "sat-while-certified": {
    status: 409,
    title: "The exam was taken while a certificate was valid",
    help: "A person has one valid certificate of a certification at a time. A pass from the validity of an earlier certificate earns no second one.",
  },
  "already-certified": {
    status: 409,
    title: "The account has a certificate of this certification for another pass",
    help: "A person has one certificate of a certification at a time. See GET /v1/certificates.",
  },
  "retake-too-early": {
    status: 409,
    title: "It is too early for a retake",
    help: inWords.retakeWait,
  },
  "certificate-revoked": {
    status: 409,
    title: "The certificate was revoked",
    help: "Ask the programme's staff for the reason.",
  },
  "certificate-already-claimed": {
    status: 409,
    title: "The certificate is claimed already",
    help: "Its validity began then. See GET /v1/certificates.",
  },
  "certificate-already-hidden": {
    status: 409,
    title: "The certificate is hidden already",
    help: "Its page shows no name. Show it again with POST /v1/certificates/{certificateId}/show.",
  },
  "certificate-not-hidden": {
    status: 409,
    title: "The certificate is not hidden",
    help: "Its page shows its holder's name to whoever has the number. Hide it with POST /v1/certificates/{certificateId}/hide.",
  },
};

export type ProblemCode = Refusal | CommonProblemCode;

/** Every error that the API can answer with, by its stable code. */
export const problems: Record<ProblemCode, ProblemKind> = { ...ofTheRules, ...ofEveryRequest };

/** The faults that a problem document names in `errors`, as an example. */
export function exampleFaults(code: string) {
  if (code === "invalid-request")
    return [
      { pointer: "/items/0/quantity", detail: "must be at least 1" },
      { pointer: "/query/limit", detail: "must be a whole number from 1 to 100" },
    ];
  return code === "rows-refused" ? [{ pointer: "/assignments/1", detail: "There is no such member" }] : undefined;
}

/** The address of the page that explains a problem. */
export function problemType(code: string, origin: string): string {
  return `${origin}/problems/${code}`;
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
