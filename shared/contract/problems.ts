import type { Refusal } from "../domain/decision.ts";
import { ofPartners } from "./partner-problems.ts";
import { inWords } from "./programme-words.ts";
import { ofPurchases } from "./purchase-problems.ts";

/** What an error means: its HTTP status, its name for people, and what the caller can do. */
export type ProblemKind = { readonly status: number; readonly title: string; readonly help: string };

/** The refusals of the rules. What one may not see is answered like what does not exist. */
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
    help: "Check the id. A registration of another account is not visible to yours.",
  },
  "eligibility-code-not-found": {
    status: 404,
    title: "There is no such eligibility code",
    help: "Check the code. A code of another account is not visible to yours.",
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
    help: "Check the number. A certificate can be verified once its holder has claimed it.",
  },
  "status-list-not-found": {
    status: 404,
    title: "There is no such status list",
    help: "Take the list's address from a credential's `credentialStatus`.",
  },
  "credential-key-not-found": {
    status: 404,
    title: "There is no such key, or no longer",
    help: "Take the key's address from a credential's `kid`. A credential whose key has gone must be fetched again.",
  },
  "history-not-found": { status: 404, title: "There is no such thing", help: "Check the kind and the id." },
  "report-not-found": { status: 404, title: "There is no such report", help: "Check the report's id." },
  ...ofPartners,
  "report-not-parked": {
    status: 409,
    title: "The report is not parked",
    help: "Only a parked report is released, and only one that was not applied is closed. See GET /v1/reports.",
  },
  "report-not-releasable": {
    status: 409,
    title: "A payment's report is not tried again",
    help: "Money has moved for an order that cannot take it: refund it with the payment provider, then close the report.",
  },
  "certification-level-is-fixed": {
    status: 409,
    title: "A certification's level cannot be changed",
    help: "Codes were sold for this level. Create another certification.",
  },
  "series-code-taken": {
    status: 409,
    title: "The series code is another exam's",
    help: "A series code names one exam of the whole catalogue. State another one for each exam of this certification.",
  },
  "certification-not-on-sale": {
    status: 409,
    title: "The certification is not sold any more",
    help: "Codes that were sold before can be redeemed until its end of life. Choose another certification.",
  },
  "certification-retired": {
    status: 409,
    title: "The certification has ended",
    help: "At its end of life nothing can be redeemed for it. Choose another certification.",
  },
  "offline-training-not-offered": {
    status: 409,
    title: "There is no offline training for this certification",
    help: "A certification that has one states its price in the catalogue.",
  },
  "authorization-code-edition-not-allowed": {
    status: 409,
    title: "This edition does not exist for the level",
    help: `See which editions each level takes.${inWords.onlySingleSubject}`,
  },
  "authorization-code-does-not-cover-certification": {
    status: 409,
    title: "The authorization code is for something else",
    help: "A single-subject code fits its certification alone, a general-purpose one the published certifications of its levels.",
  },
  "registration-already-open": {
    status: 409,
    title: "You are registered for this certification",
    help: "Finish the open registration first. See GET /v1/registrations.",
  },
  "certificate-not-claimed": {
    status: 409,
    title: "A pass of this certification waits for its certificate to be claimed",
    help: "Whose it is claims it first: POST /v1/certificates/{certificateId}/claim.",
  },
  "certificate-still-valid": {
    status: 409,
    title: "The account's certificate is still valid",
    help: "The exam cannot be taken again with the same account while the certificate is valid.",
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
    title: "The certificate was claimed",
    help: "Its validity runs since then. See GET /v1/certificates.",
  },
  "name-not-printable": {
    status: 409,
    title: "The certificate has a name that we cannot print",
    help: "No font of ours has every symbol of the holder's name or of the certification's title. The page and the credential state it.",
  },
};

/** The refusals that every operation shares, made before or around the rules. */
const ofEveryRequest = {
  "malformed-json": { status: 400, title: "The body is not JSON", help: "Send well-formed JSON in UTF-8." },
  unauthorized: {
    status: 401,
    title: "The request carries no valid token",
    help: "Send Authorization: Bearer with a token of this API's issuer that has not expired.",
  },
  "token-expired": {
    status: 401,
    title: "The token has expired",
    help: "Get a new token from the issuer and send the request again.",
  },
  "malformed-path": {
    status: 400,
    title: "The path is not well percent-encoded",
    help: "Encode each part of the path as UTF-8, then percent-encode it.",
  },
  "signature-missing": {
    status: 401,
    title: "The request is not signed",
    help: "Send webhook-id, webhook-timestamp and webhook-signature as Standard Webhooks has them.",
  },
  "signature-stale": {
    status: 401,
    title: "The signature's time is not now",
    help: "webhook-timestamp, in seconds, must lie within 5 minutes of our time. Sign again when sending again.",
  },
  "signature-wrong": {
    status: 401,
    title: "The signature does not fit",
    help: "Sign id.timestamp.body, exactly as sent, with the provider's active secret, and write v1, and the base64 of its HMAC-SHA256.",
  },
  forbidden: { status: 403, title: "This needs another role", help: "The operation is for the programme's staff." },
  "not-found": { status: 404, title: "There is nothing here", help: "See /openapi.json for what there is." },
  "method-not-allowed": {
    status: 405,
    title: "This method does nothing here",
    help: "Send one of the methods that `Allow` names. See /openapi.json for what each does.",
  },
  "body-too-large": { status: 413, title: "The body is over 256 KiB", help: "Send less in one request." },
  "not-json": { status: 415, title: "The body is of another type", help: "Send content-type: application/json." },
  "invalid-request": {
    status: 422,
    title: "The request does not fit its schema",
    help: "Mend what `errors` names. Fields that the schema does not know are refused.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "The key was used for another request",
    help: "Use a new Idempotency-Key for each new request; keep it only when sending the same again.",
  },
  "message-id-reused": {
    status: 422,
    title: "The message id was used for another message",
    help: "Give each message its own webhook-id; keep it only when sending the same message again.",
  },
  "too-many-attempts": {
    status: 429,
    title: "Too many attempts were refused",
    help: "Try again after Retry-After. Check the code with whoever gave it to you; guessing finds none.",
  },
  "internal-error": {
    status: 500,
    title: "We failed",
    help: "Try again with the same Idempotency-Key. If it stays, tell us the request id.",
  },
  "store-busy": {
    status: 503,
    title: "We are too busy",
    help: "Try again after Retry-After, with the same Idempotency-Key.",
  },
} satisfies Record<string, ProblemKind>;

/** What any request can be refused for, whatever its operation. */
export type CommonProblemCode = keyof typeof ofEveryRequest;

export type ProblemCode = Refusal | CommonProblemCode;

/** Every error that the API can answer with, by its stable code. */
export const problems: Record<ProblemCode, ProblemKind> = { ...ofTheRules, ...ofEveryRequest };

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
