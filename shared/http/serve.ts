import { randomBytes } from "node:crypto";
import middy from "@middy/core";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { routeKey } from "../contract/operation.ts";
import { instantOf } from "../domain/instant.ts";
import { log, logFailure } from "../log/log.ts";
import { Cost } from "../store/core/cost.ts";
import { StoreBusy } from "../store/core/send.ts";
import { conditional } from "./conditional.ts";
import type { Invocation } from "./invocation.ts";
import { Problem, problemReply } from "./problem.ts";
import { type HttpEvent, originOf } from "./request.ts";
import { endpointOf } from "./shared-route.ts";
import type { Endpoint } from "./step.ts";

/**
 * The one shell of all HTTP functions: finds the operation, answers every error as a problem document, adds the
 * headers that all answers have, and logs one line with what the request cost.
 */
export function serve(...endpoints: readonly Endpoint[]) {
  return serveElse(nothingHere, ...endpoints);
}

/** What no route matches is sent to one function: this answers it. */
export type Fallback = Omit<Endpoint, "operation">;

const nothingHere: Fallback = {
  answer: async () => {
    throw new Problem("not-found");
  },
};

/** The same shell, for the function that gets what no route matches, too. */
export function serveElse(fallback: Fallback, ...endpoints: readonly Endpoint[]) {
  const byRoute = Map.groupBy(endpoints, ({ operation }) => routeKey(operation));
  return middy<HttpEvent, APIGatewayProxyStructuredResultV2, Error, Context>().handler(async (sent) => {
    const received = asGet(sent);
    const { requestId, timeEpoch, routeKey: route } = received.requestContext;
    const started = performance.now();
    const cost = new Cost();
    const { endpoint, event } = endpointOf(byRoute.get(route) ?? [], received);
    const operation = endpoint?.operation.id ?? "unknown";
    let problem: string | undefined;
    const invocation: Invocation = {
      now: instantOf(timeEpoch),
      random: randomBytes,
      requestId,
      origin: originOf(event),
      source: event.requestContext.http.sourceIp,
      cost,
    };
    const { answer, shown } = endpoint ?? fallback;
    const answering = async () => answer(event, invocation);
    const reply = await answering().catch((error: unknown) => {
      const known = problemOf(error);
      if (known === undefined) logFailure(operation, requestId, error);
      const code = known?.code ?? "internal-error";
      problem = code;
      const refused = problemReply(code, requestId, known);
      return shown?.(refused, code, event) ?? refused;
    });
    const { staff } = reply;
    const { status, headers, body, base64 = false } = conditional(event, endpoint?.operation, reply);
    const { reads, writes, readUnits, writeUnits } = cost;
    const milliseconds = Math.round(performance.now() - started);
    log("step.done", {
      operation,
      requestId,
      staff,
      status,
      problem,
      milliseconds,
      reads,
      writes,
      readUnits,
      writeUnits,
    });
    return {
      statusCode: status,
      headers: { "x-request-id": requestId, "x-content-type-options": "nosniff", ...headers },
      body,
      isBase64Encoded: base64,
    };
  });
}

/**
 * HEAD is answered as GET is, so that status and headers are the same (RFC 9110, 9.3.2). The body stays: the gateway tells its
 * length and does not send it.
 */
function asGet(event: HttpEvent): HttpEvent {
  const { http, routeKey: route } = event.requestContext;
  if (http.method !== "HEAD") return event;
  const asked = {
    ...event.requestContext,
    http: { ...http, method: "GET" },
    routeKey: route.replace(/^HEAD /, "GET "),
  };
  return { ...event, requestContext: asked };
}

/** A throttled table and a connection that broke are passing: 503. Whatever else was not foreseen is our fault: 500. */
function problemOf(
  error: unknown,
): (Pick<Problem, "code"> & Partial<Pick<Problem, "faults" | "retryAfter">>) | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof StoreBusy || (error instanceof Error && isPassing(error))) {
    return { code: "store-busy" };
  }
  return undefined;
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
  return passing.has(error.name) || ("code" in error && passing.has(String(error.code)));
}
