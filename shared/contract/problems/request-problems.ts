/** The meaning of an error: its HTTP status, its name for people, and the caller's next step. */
export type ProblemKind = { readonly status: number; readonly title: string; readonly help: string };

/** The refusals that every operation shares, made before or around the rules. */
export const ofEveryRequest = {
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
  "precondition-failed": {
    status: 412,
    title: "The thing is not as you have read it",
    help: "It was changed since, or it exists where `If-None-Match: *` says that it must not. Read it again, decide again, and send its new `etag`.",
  },
  "body-too-large": { status: 413, title: "The body is over 256 KiB", help: "Send less in one request." },
  "content-encoding-not-taken": {
    status: 415,
    title: "The body is compressed",
    help: "Send the body as it is, without Content-Encoding: nothing is unpacked here.",
  },
  "not-json": { status: 415, title: "The body is of another type", help: "Send content-type: application/json." },
  "invalid-request": {
    status: 422,
    title: "A part of the request is missing or wrong",
    help: "`errors` names each part: `pointer` says where it is, `detail` what is wrong. Correct all of them and send the request again. Fields that are not described are refused, too.",
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

/** The problems that every operation can answer with. */
export type CommonProblemCode = keyof typeof ofEveryRequest;
