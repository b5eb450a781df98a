import { fileEnding } from "../contract/operation.ts";
import type { HttpEvent } from "./request.ts";
import type { Endpoint } from "./step.ts";

/**
 * The operation that a request is for, of those that share its route: one for a file is known by the path's end, which
 * the gateway took for a part of the last parameter.
 */
export function endpointOf(
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
