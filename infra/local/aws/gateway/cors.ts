import type { CorsShape } from "../../assembly/api-shapes.ts";
import type { Answer } from "../../host/problem.ts";
import type { HttpRequest } from "./gateway-event.ts";
import { headersOf } from "./gateway-event.ts";

type Asked = Pick<HttpRequest, "method" | "rawHeaders">;

/** True for a CORS preflight (Fetch, CORS-preflight request). */
export function isPreflight({ method, rawHeaders }: Asked): boolean {
  const { origin, "access-control-request-method": wanted } = headersOf(rawHeaders);
  return method === "OPTIONS" && origin !== undefined && wanted !== undefined;
}

/**
 * Adds CORS headers like API Gateway: to requests from an allowed `Origin`, and instead of the function's CORS headers.
 */
export function withCors(cors: CorsShape | undefined, request: Asked, answer: Answer): Answer {
  if (cors === undefined) return answer;
  const { origin } = headersOf(request.rawHeaders);
  const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith("access-control-"));
  const allowed = origin !== undefined && allowedFor(origin, cors.allowOrigins);
  return { ...answer, headers: { ...Object.fromEntries(own), ...(allowed && headersFor(allowed, cors, request)) } };
}

function allowedFor(origin: string, origins: readonly string[]): string | undefined {
  return origins.includes("*") ? "*" : origins.find((each) => each === origin);
}

function headersFor(allowed: string, cors: CorsShape, request: Asked): Answer["headers"] {
  const { allowMethods: methods, allowHeaders: headers, exposeHeaders: exposed, maxAge: seconds } = cors;
  const always = { "access-control-allow-origin": allowed, "access-control-expose-headers": exposed.join(",") };
  if (!isPreflight(request)) return always;
  return {
    ...always,
    "access-control-allow-methods": methods.join(","),
    "access-control-allow-headers": headers.join(","),
    "access-control-max-age": String(seconds),
  };
}
