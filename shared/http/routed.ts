import { randomBytes } from "node:crypto";
import { fileEnding, routeKey } from "../contract/routes.ts";
import { instantOf } from "../domain/instant.ts";
import { Cost } from "../store/core/cost.ts";
import type { Endpoint, Fallback } from "./endpoint.ts";
import type { Middleware } from "./exchange.ts";
import { type HttpEvent, originOf } from "./request.ts";
import { viewerOf } from "./viewer.ts";

/** Finds the operation and begins the exchange. The first middleware, because all others name the operation. */
export function routed(fallback: Fallback, endpoints: readonly Endpoint[]): Middleware {
  const byRoute = Map.groupBy(endpoints, ({ operation }) => routeKey(operation));
  return {
    name: "routed",
    before: (request) => {
      const received = asGet(request.event);
      const { requestId, timeEpoch, routeKey: route } = received.requestContext;
      const { endpoint, event } = endpointOf(byRoute.get(route) ?? [], received);
      const invocation = {
        now: instantOf(timeEpoch),
        random: randomBytes,
        requestId,
        cost: new Cost(),
        origin: originOf(event),
        frontEnd: process.env.FRONT_END_URL,
        source: viewerOf(event),
      };
      const startedAt = performance.now();
      const asked = { event, operation: endpoint?.operation, endpoint: endpoint ?? fallback };
      request.context.exchange = { ...asked, invocation, startedAt };
    },
  };
}

/** HEAD has the status and headers of GET (RFC 9110, 9.3.2). The gateway drops the body and tells its length. */
function asGet(event: HttpEvent): HttpEvent {
  const { http, routeKey: route } = event.requestContext;
  if (http.method !== "HEAD") return event;
  const asked = { http: { ...http, method: "GET" }, routeKey: route.replace(/^HEAD /, "GET ") };
  return { ...event, requestContext: { ...event.requestContext, ...asked } };
}

/** The operation of a shared route. A file's ending arrives as part of the last parameter. */
function endpointOf(
  sharing: readonly Endpoint[],
  event: HttpEvent,
): { readonly endpoint: Endpoint | undefined; readonly event: HttpEvent } {
  for (const endpoint of sharing) {
    const { path } = endpoint.operation;
    const ending = fileEnding(path);
    const name = /\{(\w+)\}\.\w+$/.exec(path)?.[1];
    const value = name === undefined ? undefined : event.pathParameters?.[name];
    if (name === undefined || value === undefined || !value.endsWith(ending) || value === ending) continue;
    const pathParameters = { ...event.pathParameters, [name]: value.slice(0, -ending.length) };
    return { endpoint, event: { ...event, pathParameters } };
  }
  return { endpoint: sharing.find(({ operation }) => fileEnding(operation.path) === ""), event };
}
