/** Names of errors after which the same e-mail can be sent later: throttling, quotas, and lost connections. */
const passing = new Set([
  "TooManyRequestsException",
  "LimitExceededException",
  "SendingPausedException",
  "RequestTimeout",
  "RequestTimeoutException",
  "ServiceUnavailable",
  "TimeoutError",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Tells that SES did not look at the e-mail, so that the failure is no try of it. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // The SDK says so of every 5xx answer.
  if ("$fault" in error && error.$fault === "server") return true;
  if (error.name.startsWith("Throttling") || passing.has(error.name)) return true;
  return "code" in error && passing.has(String(error.code));
}
