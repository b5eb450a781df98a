import { randomUUID } from "node:crypto";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { webhookSigner } from "../../shared/client/signature.ts";
import { fileEnding, routeKey } from "../../shared/contract/routes.ts";
import type { HttpEvent } from "../../shared/http/request.ts";
import { secretValues } from "../../shared/store/secrets.ts";
import { functionNameOf } from "./functions.ts";
import { learn } from "./log-scan.ts";
import { running } from "./running.ts";
import { inTurn } from "./versions.ts";

export type Handler = (event: HttpEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** The claims of a token in the form of the gateway's authorizer. */
export type Claims = { sub: string; email?: string; email_verified?: string; name?: string; groups?: string };

export type Request = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** The query in the gateway's form, if that differs from `URLSearchParams`. */
  readonly rawQuery?: string;
  readonly body?: unknown;
  /** Sent as the body in place of the JSON of `body`. */
  readonly text?: string;
  /** Sent as the body in base64, because the gateway does so for bodies that may not be text. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: Claims;
  /** The request's time, RFC 3339 (R31). */
  readonly at?: string;
  /** The caller's address. */
  readonly from?: string;
  /** The function's remaining time in milliseconds. */
  readonly left?: number;
};

export type Response = { readonly status: number; readonly body: unknown; readonly headers: Record<string, string> };

export const defaultTime = "2026-11-22T09:30:00.000Z";

/** Sends a request to a function in this process, as the gateway would, and reads its answer. */
export async function invoke(
  handler: Handler,
  operation: { readonly method: string; readonly path: string },
  request: Request = {},
): Promise<Response> {
  const result = await dispatch(handler, operation, request);
  const answered = String(result.body ?? "");
  return {
    status: result.statusCode ?? 0,
    body: answered.startsWith("{") ? JSON.parse(answered) : answered,
    headers: Object.fromEntries(Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)])),
  };
}

/** Sends a request to a function in this process, as the gateway would. */
export async function dispatch(
  handler: Handler,
  operation: { readonly method: string; readonly path: string },
  {
    params = {},
    query = {},
    rawQuery,
    body,
    text,
    bytes,
    headers = {},
    as,
    at = defaultTime,
    from = "127.0.0.1",
    left,
  }: Request = {},
): Promise<APIGatewayProxyStructuredResultV2> {
  const written = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const content = bytes?.toString("base64") ?? written;
  // The gateway decodes the path.
  const rawPath = decodeURIComponent(pathOf(operation.path, params));
  const requestId = randomUUID();
  const key = routeKey(operation);
  const ending = fileEnding(operation.path);
  const last = /\{(\w+)\}\.\w+$/.exec(operation.path)?.[1];
  // For the gateway, a file's ending is part of the parameter.
  const pathParameters = last === undefined ? params : { ...params, [last]: `${params[last]}${ending}` };
  const event: HttpEvent = {
    version: "2.0",
    routeKey: key,
    rawPath,
    rawQueryString: rawQuery ?? new URLSearchParams(query).toString(),
    headers: { ...(content !== undefined && { "content-type": "application/json" }), ...headers },
    queryStringParameters: query,
    pathParameters,
    isBase64Encoded: bytes !== undefined,
    ...(content !== undefined && { body: content }),
    requestContext: {
      accountId: "123456789012",
      apiId: "local",
      domainName: "localhost",
      domainPrefix: "localhost",
      requestId,
      routeKey: key,
      stage: "$default",
      time: at,
      timeEpoch: Date.parse(at),
      http: { method: operation.method, path: rawPath, protocol: "HTTP/1.1", sourceIp: from, userAgent: "test" },
      ...(as !== undefined && {
        authorizer: { principalId: "", integrationLatency: 0, jwt: { claims: { ...as }, scopes: [] } },
      }),
    },
  };
  for (const told of [written, JSON.stringify(as)]) learn(told);
  const name = functionNameOf(operation);
  const result = await running.run(name, () => inTurn(name, handler)(event, context(requestId, left)));
  if (result.isBase64Encoded !== true) learn(result.body);
  return result;
}

/** The Standard Webhooks headers of a content, signed with the sender's active secret. */
export async function signed(
  sender: string,
  content: string | Buffer,
  { at = defaultTime, messageId = `msg_${randomUUID()}` }: { at?: string; messageId?: string } = {},
): Promise<Record<string, string>> {
  const [secret = ""] = await secretValues(sender, at);
  return { ...(await webhookSigner(secret, () => Date.parse(at))(content, messageId)) };
}

/** A Lambda context with plenty of time left. */
export function context(awsRequestId: string, left = 60_000): Context {
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: "test",
    functionVersion: "1",
    invokedFunctionArn: "",
    memoryLimitInMB: "512",
    logGroupName: "",
    logStreamName: "",
    getRemainingTimeInMillis: () => left,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

/** The path of an operation with its parameters filled in. */
export function pathOf(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}
