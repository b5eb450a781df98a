/** HTTP status, title for people, and the next step of the caller. */
export type ProblemKind = { readonly status: number; readonly title: string; readonly help: string };

/** The problems of every operation, found before or around the rules. */
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
    title: "The path has a broken percent-encoding",
    help: "Encode each part of the path as UTF-8, then percent-encode it.",
  },
  "signature-missing": {
    status: 401,
    title: "The request is not signed",
    help: "Send the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` of Standard Webhooks.",
  },
  "signature-stale": {
    status: 401,
    title: "The timestamp of the signature is too old or too new",
    help: "`webhook-timestamp` is in seconds and must be within 5 minutes of our clock. Sign the request anew each time you send it.",
  },
  "signature-wrong": {
    status: 401,
    title: "The signature does not match the request",
    help: "Sign `id.timestamp.body` exactly as sent, with the active secret of the provider: `v1,` and the base64 of the HMAC-SHA256. Check the secret and that nothing changes the body on its way.",
  },
  forbidden: {
    status: 403,
    title: "This operation needs another role",
    help: "It is for the programme's staff. Sign in with an account of the staff group.",
  },
  "not-found": {
    status: 404,
    title: "There is nothing at this address",
    help: "Check the path. GET /openapi.json lists every operation.",
  },
  "method-not-allowed": {
    status: 405,
    title: "The path does not take this method",
    help: "Send one of the methods that the header `Allow` lists. GET /openapi.json describes them.",
  },
  "precondition-failed": {
    status: 412,
    title: "The thing has changed since you read it",
    help: "Its `etag` differs from `If-Match`, or it exists although `If-None-Match: *` was sent. Read it again, decide again, and send the new `etag`.",
  },
  "body-too-large": { status: 413, title: "The body is over 256 KiB", help: "Send less in one request." },
  "content-encoding-not-taken": {
    status: 415,
    title: "The body is compressed",
    help: "Send the body uncompressed, without `Content-Encoding`.",
  },
  "not-json": {
    status: 415,
    title: "The body has another content type",
    help: "Send `content-type: application/json`.",
  },
  "invalid-request": {
    status: 422,
    title: "A part of the request is missing or wrong",
    help: "`errors` names each part: `pointer` says where it is, `detail` what is wrong. Correct all of them and send the request again. A field that is not described is a fault, too, except in a webhook.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "The idempotency key was used for another request",
    help: "Use a new `Idempotency-Key` for each new request. Send the same key only with the same request.",
  },
  "message-id-reused": {
    status: 422,
    title: "The message id was used for another message",
    help: "Give each message its own `webhook-id`. Send the same id only with the same message.",
  },
  "too-many-attempts": {
    status: 429,
    title: "Too many attempts were refused",
    help: "Try again after the seconds in `Retry-After`. Check the code with the person who gave it to you.",
  },
  "internal-error": {
    status: 500,
    title: "The API failed",
    help: "The fault is ours. Try again with the same `Idempotency-Key`. If it happens again, tell us the request id.",
  },
  "store-busy": {
    status: 503,
    title: "The API is too busy",
    help: "Try again after the seconds in `Retry-After`, with the same `Idempotency-Key`.",
  },
} satisfies Record<string, ProblemKind>;

/** The problems that every operation can answer with. */
export type CommonProblemCode = keyof typeof ofEveryRequest;
