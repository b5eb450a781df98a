import { randomUUID } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { Context } from "aws-lambda";
import * as z from "zod";
import type { HttpEvent } from "../../../shared/http/request.ts";
import { context } from "../../support/invoke.ts";

export type LambdaAnswer = {
  readonly statusCode?: number | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: string | undefined;
};

export type LambdaHandler = (event: HttpEvent, context: Context) => Promise<LambdaAnswer>;

/** The remaining time of each function. An idempotency record in progress is locked for as long. */
export const functionMilliseconds = 1_000;

export type Listening = { readonly origin: string; stop(): void };

const addressSchema = z.object({ port: z.number() });

export async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = addressSchema.parse(server.address());
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
}

/** Serves a Lambda handler as the HTTP API would: payload 2.0, the account from the authorizer. */
export function listenAsGateway(handler: LambdaHandler): Promise<Listening> {
  return listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
      const { "x-account": account = "" } = headers;
      const event = eventOf(request.url ?? "/", headers, Buffer.concat(chunks).toString(), account);
      handler(event, context(event.requestContext.requestId, functionMilliseconds)).then(
        ({ statusCode = 200, headers: answered = {}, body = "" }) => {
          for (const [name, value] of Object.entries(answered)) response.setHeader(name, String(value));
          response.writeHead(statusCode).end(body);
        },
        () => response.writeHead(500).end(),
      );
    });
  });
}

function eventOf(path: string, headers: Record<string, string>, body: string, account: string): HttpEvent {
  const now = Date.now();
  const http = { method: "POST", path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" };
  return {
    version: "2.0",
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: "",
    headers,
    isBase64Encoded: false,
    body,
    requestContext: {
      accountId: "123456789012",
      apiId: "local",
      domainName: "localhost",
      domainPrefix: "localhost",
      requestId: randomUUID(),
      routeKey: `POST ${path}`,
      stage: "$default",
      time: new Date(now).toISOString(),
      timeEpoch: now,
      http,
      authorizer: { principalId: "", integrationLatency: 0, jwt: { claims: { sub: account }, scopes: [] } },
    },
  };
}

const authorized = z.object({ authorizer: z.object({ jwt: z.object({ claims: z.object({ sub: z.string() }) }) }) });

/** The account of an event, as the authorizer put it there. */
export function accountIn({ requestContext }: { readonly requestContext: unknown }): string {
  return authorized.parse(requestContext).authorizer.jwt.claims.sub;
}
