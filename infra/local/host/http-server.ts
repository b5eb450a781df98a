import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { HttpRequest } from "../aws/gateway/gateway-event.ts";
import type { Clock } from "./clock.ts";
import { messageOf, StartFailure } from "./failure.ts";
import { warn } from "./log.ts";
import type { Answer, Problem } from "./problem.ts";

/** API Gateway's limit for a body. */
const bodyBytes = 10 * 1024 * 1024;
const drainMilliseconds = 10_000;

const tooLarge: Problem = { status: 413, code: "body-too-large", detail: "The body is larger than 10 MB." };
const failed: Problem = { status: 500, code: "internal-error", detail: "The host failed." };

export type Handle = (request: HttpRequest) => Promise<Answer>;

/** Formats a refusal of the host for its sender. */
export type Refuse = (problem: Problem, request: Pick<HttpRequest, "id" | "path" | "rawHeaders">) => Answer;

/** The host's HTTP server, on loopback addresses only. */
export class HttpServer {
  readonly port: number;
  readonly #servers: readonly Server[];

  private constructor(port: number, servers: readonly Server[]) {
    this.port = port;
    this.#servers = servers;
  }

  /** Listens on 127.0.0.1, and on ::1 if there is one. Throws StartFailure if the port is taken. */
  static async listen(port: number, clock: Clock, handle: Handle, refuse: Refuse): Promise<HttpServer> {
    const isOpen = () => first.listening;
    const respond = (request: IncomingMessage, response: ServerResponse) =>
      void serve(request, response, { clock, handle, refuse, isOpen });
    const first = createServer({ keepAliveTimeout: 65_000 }, respond);
    const chosen = await open(first, port, "127.0.0.1");
    const second = createServer({ keepAliveTimeout: 65_000 }, respond);
    const both = await open(second, chosen, "::1").then(
      () => true,
      () => false,
    );
    return new HttpServer(chosen, both ? [first, second] : [first]);
  }

  /** Closes the server, and waits up to ten seconds for the current requests. */
  async stop(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const server of this.#servers) server.closeIdleConnections();
    const forced = setTimeout(() => {
      for (const server of this.#servers) server.closeAllConnections();
    }, drainMilliseconds);
    await Promise.all(closed);
    clearTimeout(forced);
  }
}

function open(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE" ? `Port ${port} is in use. Set PORT to another one.` : undefined;
      reject(new StartFailure(taken ?? `Port ${port} cannot be used: ${error.message}`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

type Serving = {
  readonly clock: Clock;
  readonly handle: Handle;
  readonly refuse: Refuse;
  readonly isOpen: () => boolean;
};

async function serve(incoming: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { clock, handle, refuse, isOpen } = serving;
  const id = randomUUID();
  const about = { id, path: (incoming.url ?? "/").split("?")[0] ?? "/", rawHeaders: incoming.rawHeaders };
  try {
    const body = await bodyOf(incoming);
    const answer =
      body === undefined ? refuse(tooLarge, about) : await handle(requestOf(incoming, id, body, clock.now()));
    write(response, answer, isOpen());
  } catch (thrown) {
    if (incoming.destroyed && !incoming.complete) return;
    warn(`${incoming.method} ${incoming.url}: ${messageOf(thrown)}`);
    if (response.headersSent) response.destroy();
    else write(response, refuse(failed, about), isOpen());
  }
}

function requestOf(incoming: IncomingMessage, id: string, body: Buffer, time: number): HttpRequest {
  const [path = "/", ...query] = (incoming.url ?? "/").split("?");
  return {
    id,
    method: incoming.method ?? "GET",
    path,
    query: query.join("?"),
    rawHeaders: incoming.rawHeaders,
    body,
    sourceIp: incoming.socket.remoteAddress?.replace("::ffff:", "") ?? "127.0.0.1",
    time,
  };
}

/**
 * Reads the body. Undefined if it is over the gateway's limit. The rest is read and dropped, because a sender that is
 * cut off never sees the answer. A sender of ten times the limit is cut off.
 */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    const piece = Buffer.from(chunk);
    length += piece.length;
    if (length <= bodyBytes) chunks.push(piece);
    if (length > 10 * bodyBytes) return undefined;
  }
  return length > bodyBytes ? undefined : Buffer.concat(chunks);
}

/** Without `isMoreWelcome`, the connection ends with the answer: a server that closes would wait for the next request. */
function write(response: ServerResponse, answer: Answer, isMoreWelcome: boolean): void {
  if (!isMoreWelcome) response.setHeader("connection", "close");
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (answer.cookies !== undefined) response.setHeader("set-cookie", [...answer.cookies]);
  // Node drops the body of an answer to HEAD, and its length with it.
  if (answer.body.length > 0) response.setHeader("content-length", answer.body.length);
  response.statusCode = answer.status;
  response.end(answer.body);
}
