import { log } from "../log/log.ts";
import { exchangeOf, type Middleware, replyIn } from "./exchange.ts";

/** Logs one line with the cost of each request, and translates the reply for the gateway. */
export function requestLog(): Middleware {
  const logged: Middleware["after"] = (request) => {
    const { operation, invocation, problem, startedAt } = exchangeOf(request.context);
    const reply = replyIn(request.response);
    if (reply === undefined) return;
    const { requestId, cost } = invocation;
    const { status, staff, headers, body, base64 = false } = reply;
    log("step.done", {
      operation: operation?.id ?? "unknown",
      requestId,
      staff,
      status,
      problem,
      milliseconds: Math.round(performance.now() - startedAt),
      reads: cost.reads,
      writes: cost.writes,
      readUnits: cost.readUnits,
      writeUnits: cost.writeUnits,
    });
    request.response = {
      statusCode: status,
      headers: { "x-request-id": requestId, "x-content-type-options": "nosniff", ...headers },
      body,
      isBase64Encoded: base64,
    };
  };
  return { name: "request-log", after: logged, onError: logged };
}
