import { logFailure } from "../log/log.ts";
import { LaterValue } from "../store/core/later.ts";
import { StoreBusy } from "../store/core/send.ts";
import { exchangeOf, type Middleware } from "./exchange.ts";
import { Problem, problemReply } from "./problem.ts";

/** The time is over. A commit stays, and a repetition with the same Idempotency-Key gets its answer. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/** Answers every error as a problem document (RFC 9457), and logs faults. */
export function problemDocuments(): Middleware {
  return {
    name: "problem-documents",
    onError: (request) => {
      const exchange = exchangeOf(request.context);
      const { event, endpoint, operation, invocation } = exchange;
      const { error } = request;
      const known = problemOf(error);
      if (known === undefined || error instanceof OutOfTime)
        logFailure(operation?.id ?? "unknown", invocation.requestId, error);
      const code = known?.code ?? "internal-error";
      exchange.problem = code;
      const refused = problemReply(code, invocation, known);
      request.response = endpoint.shown?.(refused, code, event) ?? refused;
    },
  };
}

/** Throttling, broken connections, time-outs and a deployment under way pass: 503. Anything else is a fault: 500. */
function problemOf(
  error: unknown,
): (Pick<Problem, "code"> & Partial<Pick<Problem, "faults" | "retryAfter">>) | undefined {
  if (error instanceof Problem) return error;
  return error instanceof Error && isPassing(error) ? { code: "store-busy" } : undefined;
}

const passing = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "InternalServerError",
  "ServiceUnavailable",
  "TimeoutError",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
]);

function isPassing(error: Error): boolean {
  if (error instanceof StoreBusy || error instanceof OutOfTime || error instanceof LaterValue) return true;
  return passing.has(error.name) || ("code" in error && passing.has(String(error.code)));
}
