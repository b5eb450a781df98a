import { subscribe } from "node:diagnostics_channel";
import { ClientRequest } from "node:http";
import { tableAccesses } from "../dynamodb/table-access.ts";
import { type Allowed, denial, isAllowed } from "../iam/allowed.ts";

/**
 * Checks each request of this thread to the table against the function's policy, before it is sent. The engine knows no
 * policies, and a proxy before it would cost every request a hop. A request that is not allowed fails with
 * AccessDeniedException.
 */
export function guardTable(functionName: string, tables: string, allowed: readonly Allowed[]): void {
  const known = new Set<string>();
  const refusalOf = (target: string, body: string): string | undefined => {
    for (const access of tableAccesses(target, JSON.parse(body), tables)) {
      const name = `${access.action} ${access.resource}`;
      if (!known.has(name) && !isAllowed(allowed, access)) return denial(functionName, access);
      known.add(name);
    }
    return undefined;
  };
  subscribe("http.client.request.created", (message) => {
    const request = requestIn(message);
    const target = request?.getHeader("x-amz-target");
    if (request === undefined || typeof target !== "string" || !target.startsWith("DynamoDB_")) return;
    const { end } = request;
    const checked = (...sent: readonly unknown[]) => {
      const detail = refusalOf(target, textOf(sent[0]));
      if (detail === undefined) return Reflect.apply(end, request, sent);
      return request.destroy(Object.assign(new Error(detail), { name: "AccessDeniedException" }));
    };
    Object.defineProperty(request, "end", { value: checked });
  });
}

function requestIn(message: unknown): ClientRequest | undefined {
  if (typeof message !== "object" || message === null || !("request" in message)) return undefined;
  return message.request instanceof ClientRequest ? message.request : undefined;
}

/** The SDK sends a body whole. Without one, the request cannot be checked. */
function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  throw new Error("A request to the table was sent in parts, so its permission cannot be checked");
}
