import { account } from "../../assembly/intrinsics.ts";
import type { Claims } from "./authorizer.ts";

export type HttpRequest = {
  readonly id: string;
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Alternating names and values, unchanged. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Time of arrival by the local clock, in milliseconds since 1970. */
  readonly time: number;
};

export type Matched = {
  readonly routeKey: string;
  readonly pathParameters?: { readonly [name: string]: string };
  readonly claims?: Claims;
};

const apiId = "local";
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** Builds API Gateway's event, payload format 2.0. `rawPath` is decoded, as in the cloud. */
export function gatewayEvent(request: HttpRequest, matched: Matched): unknown {
  const headers = headersOf(request.rawHeaders);
  const { cookie, ...others } = headers;
  const parameters = queryParameters(request.query);
  return {
    version: "2.0",
    routeKey: matched.routeKey,
    rawPath: decodeURIComponent(request.path),
    rawQueryString: request.query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; |,/) }),
    headers: { ...others, "x-forwarded-for": request.sourceIp, "x-forwarded-proto": "http" },
    ...(parameters === undefined ? {} : { queryStringParameters: parameters }),
    ...(matched.pathParameters === undefined ? {} : { pathParameters: matched.pathParameters }),
    requestContext: requestContext(request, matched, headers),
    ...bodyOf(request.body, headers["content-type"]),
  };
}

/** Names are in lower case. Values of a repeated header are joined with a comma. */
export function headersOf(rawHeaders: readonly string[]): { readonly [name: string]: string } {
  const headers = new Map<string, string>();
  for (let position = 0; position + 1 < rawHeaders.length; position += 2) {
    const name = (rawHeaders[position] ?? "").toLowerCase();
    const value = rawHeaders[position + 1] ?? "";
    const former = headers.get(name);
    headers.set(name, former === undefined ? value : `${former},${value}`);
  }
  return Object.fromEntries(headers);
}

function requestContext(request: HttpRequest, matched: Matched, headers: { readonly [name: string]: string }): unknown {
  return {
    accountId: account,
    apiId,
    ...(matched.claims === undefined ? {} : { authorizer: { jwt: { claims: matched.claims, scopes: null } } }),
    domainName: headers.host?.replace(/:\d+$/, "") ?? "localhost",
    domainPrefix: apiId,
    http: {
      method: request.method,
      path: decodeURIComponent(request.path),
      protocol: "HTTP/1.1",
      sourceIp: request.sourceIp,
      userAgent: headers["user-agent"] ?? "",
    },
    requestId: request.id,
    routeKey: matched.routeKey,
    stage: "$default",
    time: commonLogTime(new Date(request.time)),
    timeEpoch: request.time,
  };
}

function queryParameters(query: string): { readonly [name: string]: string } | undefined {
  if (query === "") return undefined;
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const former = parameters.get(name);
    parameters.set(name, former === undefined ? value : `${former},${value}`);
  }
  return Object.fromEntries(parameters);
}

function bodyOf(body: Buffer, contentType = ""): { readonly body?: string; readonly isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  if (isText(contentType)) return { body: body.toString("utf8"), isBase64Encoded: false };
  return { body: body.toString("base64"), isBase64Encoded: true };
}

function isText(contentType: string): boolean {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^text\/|^application\/(json|xml|javascript)$|\+(json|xml)$/.test(type);
}

function commonLogTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${two(time.getUTCDate())}/${months[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  return `${day}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
}
