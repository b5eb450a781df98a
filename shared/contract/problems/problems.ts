import type { Refusal } from "../../domain/decision.ts";
import { ofCatalogue } from "./catalogue-problems.ts";
import { ofCertificates } from "./certificate-problems.ts";
import { ofNames } from "./name-problems.ts";
import { ofPartners } from "./partner-problems.ts";
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
  ...ofCatalogue,
  ...ofCertificates,
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
