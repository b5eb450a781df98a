import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { steps } from "../../infra/steps.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import { fileEnding } from "../../shared/contract/routes.ts";
import { functionOf } from "./functions.ts";
import { type Claims, dispatch } from "./invoke.ts";

/** The fictitious origin of the functions in this process. */
export const inProcess = "http://in-process.test";

/** The header that carries a request's time (R31). */
export const requestTime = "x-request-time";

/** An unsigned stub of a token, because nothing verifies it here. */
export function tokenOf(claims: Claims): string {
  return Buffer.from(JSON.stringify(claims)).toString("base64url");
}

type Route = { readonly operation: Operation; readonly pattern: RegExp };

/** Sends a request to the function of this process that serves it, as the gateway would. */
export async function fetchInProcess(url: string, { method = "GET", headers, body }: RequestInit): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const { authorization = "", [requestTime]: at, ...others } = Object.fromEntries(new Headers(headers));
  for (const { operation, pattern } of routes.get(method) ?? []) {
    const found = pattern.exec(pathname);
    if (found === null) continue;
    return responseOf(
      await dispatch(await functionOf(operation), operation, {
        params: Object.fromEntries(Object.entries(found.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)])),
        query: Object.fromEntries(searchParams),
        headers: others,
        ...(at !== undefined && { at }),
        ...(typeof body === "string" && { text: body }),
        ...(authorization !== "" && { as: claimsOf(authorization) }),
      }),
    );
  }
  return Response.json({ message: "Not Found" }, { status: 404 });
}

function claimsOf(authorization: string): Claims {
  return JSON.parse(Buffer.from(authorization.replace("Bearer ", ""), "base64url").toString());
}

function responseOf({ statusCode = 0, headers, body = "", isBase64Encoded }: APIGatewayProxyStructuredResultV2) {
  const content = isBase64Encoded ? Buffer.from(body, "base64") : body;
  const named = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(statusCode === 304 ? null : content, { status: statusCode, headers: named });
}

/** By method. A route with fewer parameters comes first, as at the gateway, and a file comes before its thing. */
const routes: ReadonlyMap<string, readonly Route[]> = Map.groupBy(
  steps
    .flatMap(({ trigger }) => ("http" in trigger ? trigger.http.map(routeOf) : []))
    .sort((one, other) => parametersOf(one) - parametersOf(other) || (isFile(one) ? -1 : 1)),
  ({ operation }) => operation.method,
);

function routeOf(operation: Operation): Route {
  const pattern = new RegExp(`^${operation.path.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  return { operation, pattern };
}

function isFile({ operation }: Route): boolean {
  return fileEnding(operation.path) !== "";
}

function parametersOf({ operation }: Route): number {
  return operation.path.split("{").length;
}
