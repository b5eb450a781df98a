import * as z from "zod";
import type { Operation } from "../../shared/contract/operation.ts";
import { cancelAuthorizationCode } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder } from "../../shared/contract/purchase/order-operations.ts";
import { functionOf } from "../support/functions.ts";
import * as given from "../support/given.ts";
import { type Claims, invoke, pathOf, type Request, type Response, signed } from "../support/invoke.ts";
import { race } from "./race.ts";

type Called = Pick<Operation, "id" | "path"> & { readonly method: string };

/** Sends a request to the function of an operation. */
export async function call(operation: Called, request: Request = {}): Promise<Response> {
  return invoke(await functionOf(operation), operation, request);
}

/** The same, signed by a sender of webhooks. The signature covers the body or, for a GET, method and path. */
export async function callSigned(
  operation: Called,
  sender: string,
  { messageId, ...request }: Request & { messageId?: string },
): Promise<Response> {
  const { params = {}, query = {}, body, bytes, text = JSON.stringify(body), at } = request;
  const path = `${pathOf(operation.path, params)}?${new URLSearchParams(query)}`;
  const content = ["GET", "HEAD"].includes(operation.method) ? `GET ${path}` : (bytes ?? text);
  const headers = await signed(sender, content, { ...(at && { at }), ...(messageId && { messageId }) });
  return call(operation, { ...request, headers: { ...headers, ...request.headers } });
}

/** Several requests at once. None writes before all have read, so that all except one lose the race. */
export function atOnce<T>(count: number, send: (each: number) => Promise<T>): Promise<T[]> {
  return race(count, () => Promise.all(Array.from({ length: count }, (_, each) => send(each))));
}

/** Number of answers by status. */
export function tally(answers: readonly Response[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const problemDocument = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  instance: z.string(),
  code: z.string(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string().min(1) })).optional(),
});

/** A complete problem document. Throws if the answer is something else. */
export function problem({ status, headers, body }: Response): z.infer<typeof problemDocument> {
  const read = problemDocument.safeParse(body);
  if (!read.success) throw new Error(`no problem document: ${status} ${JSON.stringify(body)}`);
  const document = read.data;
  const proper =
    headers["content-type"] === "application/problem+json" &&
    document.status === status &&
    new URL(document.type).pathname === `/problems/${document.code}` &&
    document.instance === headers["x-request-id"];
  if (!proper) throw new Error(`no proper problem document: ${status} ${JSON.stringify([headers, body])}`);
  return document;
}

/** Status and code of a refusal. */
export function refusal(response: Response): readonly [number, string] {
  const { status, code } = problem(response);
  return [status, code];
}

/** The pointers of a 422. */
export function pointers(response: Response): string[] {
  return (problem(response).errors ?? []).map(({ pointer }) => pointer);
}

/** The fields of an answer that a test is about. */
export function field(response: Response, name: string): unknown {
  return z.record(z.string(), z.unknown()).parse(response.body)[name];
}

const page = z.object({ data: z.array(z.record(z.string(), z.unknown())), nextCursor: z.string().optional() });

/** One page of a list. */
export function pageOf(response: Response): z.infer<typeof page> {
  return page.parse(given.must([200], response).body);
}

const event = z.object({
  eventId: z.string(),
  type: z.string(),
  at: z.string(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  requestId: z.string(),
  subjects: z.array(z.object({ kind: z.string(), id: z.string() })),
  data: z.record(z.string(), z.unknown()),
});

/** The complete events of a thing, oldest first. Empty if the thing does not exist. */
export async function eventsOf(kind: string, id: string): Promise<z.infer<typeof event>[]> {
  return given.wholeHistory(kind, id, event);
}

export async function eventTypes(kind: string, id: string): Promise<string[]> {
  return (await eventsOf(kind, id)).map(({ type }) => type);
}

/** All codes of an order, in order of issue. */
export async function codesOfOrder(orderId: string, as: Claims): Promise<string[]> {
  const order = given.must([200], await call(getOrder, { params: { orderId }, as }));
  const codes = z.array(z.object({ code: z.string() })).optional();
  return (codes.parse(field(order, "authorizationCodes")) ?? []).map(({ code }) => code);
}

/** The sums of an order, as staff see them. */
export async function moneyOf(orderId: string): Promise<unknown> {
  return field(await call(getOrder, { params: { orderId }, as: given.staff }), "money");
}

/** Staff withdraw a code. */
export function cancelCode(code: string): Promise<Response> {
  return call(cancelAuthorizationCode, { params: { code }, body: {}, as: given.staff });
}

/** A code whose last symbol does not fit the others. */
export function mistyped(code: string): string {
  return `${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`;
}
