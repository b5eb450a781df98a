import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import type { MappingDefinition } from "../assembly/triggers.ts";
import { messageOf } from "../host/failure.ts";
import type { Functions } from "./lambda/functions.ts";
import { type Reply, restRefusal } from "./service-reply.ts";
import type { DeadLetters } from "./sqs/dead-letters.ts";

type Parts = {
  readonly deadLetters: DeadLetters;
  readonly functions: Functions;
  readonly mappings: readonly MappingDefinition[];
};

/** AWS endpoints for an operator's commands: the dead letters, Lambda's Invoke and its event source mappings. */
export class OperatorServices {
  readonly endpoint: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  static async start(parts: Parts): Promise<OperatorServices> {
    const server = createServer(async (request, response) => {
      const reply = await answer(parts, request).catch((thrown: unknown) =>
        restRefusal(500, "InternalFailure", messageOf(thrown)),
      );
      response.writeHead(reply.status, { "content-type": "application/x-amz-json-1.0", ...reply.headers });
      response.end(JSON.stringify(reply.body));
    });
    return await new Promise((resolve, reject) => {
      server.on("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        if (typeof address === "object" && address !== null) resolve(new OperatorServices(server, address.port));
      });
    });
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

async function answer({ deadLetters, functions, mappings }: Parts, request: IncomingMessage): Promise<Reply> {
  const text = (await buffer(request)).toString();
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") return deadLetters.answer(target, JSON.parse(text));

  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname.startsWith("/2015-03-31/event-source-mappings")) {
    const name = url.searchParams.get("FunctionName");
    const own = mappings.filter(({ shape }) => shape.FunctionName === name || name?.endsWith(`:${shape.FunctionName}`));
    return { status: 200, body: { EventSourceMappings: own.map(({ id, shape }) => ({ UUID: id, ...shape })) } };
  }
  const [, invoked] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.pathname) ?? [];
  if (invoked === undefined)
    return restRefusal(404, "UnknownOperationException", `The local run has no ${url.pathname}`);
  const outcome = await functions.invoke(decodeURIComponent(invoked).replace(/:\$LATEST$/, ""), JSON.parse(text));
  if (outcome.ok) return { status: 200, body: JSON.parse(outcome.payload) };
  const headers = { "x-amz-function-error": "Unhandled" };
  return { status: 200, headers, body: { errorMessage: outcome.detail } };
}
