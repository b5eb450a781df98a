import { Logger } from "@aws-lambda-powertools/logger";
import { TransactionConflictException, TransactionInProgressException } from "@aws-sdk/client-dynamodb";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test, vi } from "vitest";
import { listRegistrations } from "../../../shared/contract/exam/registration-operations.ts";
import { listAuthorizationCodes } from "../../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder, listOrders, placeOrder } from "../../../shared/contract/purchase/order-operations.ts";
import { client } from "../../../shared/store/core/client.ts";
import * as given from "../../support/given.ts";
import type { Claims, Response } from "../../support/invoke.ts";
import { call, eventTypes, pageOf, problem, refusal } from "../calls.ts";
import { cancelled, faulty, named } from "../store-faults.ts";

const items = [{ product: "redemption-code", level: "aca", quantity: 1 }];

/** An order with an idempotency key is a transaction of two writes. Without one it is a single write. */
const place = (as: Claims, headers: Record<string, string> = {}) => call(placeOrder, { body: { items }, as, headers });

const ordersOf = async (as: Claims) => pageOf(await call(listOrders, { as })).data;

/** A 503 that says when to come back. */
function busy(answer: Response): boolean {
  return refusal(answer).join() === "503,store-busy" && /^[1-9]\d*$/.test(answer.headers["retry-after"] ?? "");
}

const conflict = () => cancelled("TransactionConflict", "None", "None");
const metadata = { message: "", $metadata: {} };

test.each([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "InternalServerError",
])("a read that ends in %s is a 503 that says when to come back, and nothing is written", async (name) => {
  const ana = given.someone();
  const answer = await during({ reads: [{ before: named(name) }] }, () => place(ana, { "idempotency-key": "one" }));

  expect(busy(answer)).toBe(true);
  expect(await ordersOf(ana)).toEqual([]);
});

test.each([
  ["ProvisionedThroughputExceededException", named("ProvisionedThroughputExceededException")],
  ["ThrottlingException", named("ThrottlingException")],
  ["a cancellation for throttling", cancelled("None", "ThrottlingError")],
  ["a cancellation for throughput", cancelled("ProvisionedThroughputExceeded", "None")],
  ["a refused connection", named("Error", "ECONNREFUSED")],
])("a write that ends in %s is a 503 that says when to come back, and nothing is written", async (_, error) => {
  const ana = given.someone();
  const answer = await during({ writes: [{ before: error }] }, () => place(ana, { "idempotency-key": "one" }));

  expect(busy(answer)).toBe(true);
  expect(await ordersOf(ana)).toEqual([]);
  expect((await place(ana, { "idempotency-key": "one" })).headers).not.toHaveProperty("idempotent-replayed");
});

test("a request that has no time left is a 503 that says when to come back, and is logged as a fault of ours", async () => {
  const logged = vi.spyOn(Logger.prototype, "error").mockReturnValue();
  using store = faulty({});
  store.mock.on(GetCommand).callsFake(() => new Promise(() => undefined));
  const answer = await call(placeOrder, {
    body: { items },
    as: given.someone(),
    left: 350,
    headers: { "idempotency-key": "one" },
  });

  expect(busy(answer)).toBe(true);
  expect(logged).toHaveBeenCalledWith("step.failed", expect.objectContaining({ operation: "placeOrder" }));
  logged.mockRestore();
});

test("a registration that collides twice with another transaction is made at the third attempt, once", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  using store = faulty({ writes: [{ before: conflict() }, { before: conflict() }] });

  const answer = await given.registering(code, certificationId, ana);

  expect([answer.status, store.sent]).toEqual([201, { reads: 1, writes: 3 }]);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "registration.opened"]);
});

test("a registration that collides for ever is a 503 in the end, and nothing is written", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  const writes = Array.from({ length: 500 }, () => ({ before: conflict() }));

  const answer = await during({ writes }, () => given.registering(code, certificationId, ana));

  expect(busy(answer)).toBe(true);
  expect(pageOf(await call(listRegistrations, { as: ana })).data).toEqual([]);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid"]);
});

test("a registration that was made, and whose answer was lost among collisions, is answered as made", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  // The SDK sent it twice. The first was done, and its answer was lost. The second collided.
  const second = Object.assign(conflict(), { $metadata: { attempts: 2 } });
  const others = Array.from({ length: 5 }, () => ({ before: conflict() }));

  const answer = await during({ writes: [{ after: second }, ...others] }, () =>
    given.registering(code, certificationId, ana),
  );

  expect(answer.status).toBe(201);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "registration.opened"]);
});

test("a single write that collides with a transaction is sent again, like a transaction", async () => {
  const ana = given.someone();
  const collision = new TransactionConflictException(metadata);

  const answer = await during({ writes: [{ before: collision }, { before: collision }] }, () => place(ana));

  expect(answer.status).toBe(201);
  expect(await ordersOf(ana)).toHaveLength(1);
});

test("a refusal whose record collides is recorded all the same", async () => {
  const ana = given.someone();
  const body = { items: [{ product: "certification", certificationId: `acp-${ana.sub}`, quantity: 1 }] };
  const refused = () => call(placeOrder, { body, as: ana, headers: { "idempotency-key": "one" } });
  const collision = new TransactionConflictException(metadata);

  const first = await during({ writes: [{ before: collision }] }, refused);
  const again = await refused();

  expect(refusal(first)).toEqual([404, "certification-not-found"]);
  expect(again.headers["idempotent-replayed"]).toBe("true");
});

test("an order that was placed although its answer was lost is answered as placed when it is repeated", async () => {
  const ana = given.someone();
  const key = { "idempotency-key": "one" };

  const lost = await during({ writes: [{ after: named("TimeoutError") }] }, () => place(ana, key));
  const again = await place(ana, key);

  expect(busy(lost)).toBe(true);
  expect([again.status, again.headers["idempotent-replayed"]]).toEqual([201, "true"]);
  expect(await ordersOf(ana)).toEqual([again.body]);
});

test("a registration that was made although its answer was lost is answered as made when it is repeated", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  const headers = { "idempotency-key": "one" };

  const lost = await during({ writes: [{ after: named("Error", "ECONNRESET") }] }, () =>
    given.registering(code, certificationId, ana, { headers }),
  );
  const again = await given.registering(code, certificationId, ana, { headers });

  expect(busy(lost)).toBe(true);
  expect([again.status, again.headers["idempotent-replayed"]]).toEqual([201, "true"]);
  expect(pageOf(await call(listRegistrations, { as: ana })).data).toEqual([again.body]);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "registration.opened"]);
});

test("a transaction that is repeated after its answer was lost finds its own writes: success, one event", async () => {
  const ana = given.someone();
  const certificationId = await given.certification("acp");
  const code = await given.authorizationCode(certificationId, ana);
  using store = faulty({ writes: [{ after: new TransactionInProgressException(metadata) }] });

  const answer = await given.registering(code, certificationId, ana);

  expect([answer.status, store.sent.writes]).toEqual([201, 2]);
  expect(pageOf(await call(listRegistrations, { as: ana })).data).toEqual([answer.body]);
  expect(await eventTypes("authorization-code", code)).toEqual(["order.paid", "registration.opened"]);
});

test("a single write that the SDK itself repeats, because its answer was lost, finds its own: one order", async () => {
  const ana = given.someone();
  const tries = losingAnswers(1);

  const answer = await place(ana).finally(tries.stop);

  expect([answer.status, tries.count()]).toEqual([201, 2]);
  expect(await ordersOf(ana)).toEqual([answer.body]);
});

test("a payment that is repeated inside its commit issues the codes once", async () => {
  const ana = given.someone();
  const { orderId, total } = await given.order(items, ana);

  const answer = await during({ writes: [{ after: conflict() }, { after: conflict() }] }, () =>
    given.payment({ orderId, ...total }),
  );

  expect(answer.body).toEqual({ status: "applied" });
  expect(await eventTypes("order", orderId)).toEqual(["order.placed", "order.paid"]);
  expect(pageOf(await call(listAuthorizationCodes, { as: ana })).data).toHaveLength(1);
  expect((await call(getOrder, { params: { orderId }, as: ana })).body).toMatchObject({ status: "paid" });
});

test.each([
  ["an invalid write", { writes: [{ before: named("ValidationException") }] }],
  ["an invalid write in a transaction", { writes: [{ before: cancelled("ValidationError", "None") }] }],
  ["an invalid read", { reads: [{ before: named("ValidationException") }] }],
  ["a missing permission", { writes: [{ before: named("AccessDeniedException") }] }],
])("%s is a 500 that tells nothing of our insides", async (_, faults) => {
  const ana = given.someone();
  const answer = await during(faults, () => place(ana, { "idempotency-key": "one" }));

  const { instance, ...document } = problem(answer);
  expect(document).toEqual({
    type: expect.stringMatching(/^https:\/\/[^/]+\/problems\/internal-error$/),
    title: "The API failed",
    status: 500,
    detail:
      "The fault is ours. Try again with the same `Idempotency-Key`. If it happens again, tell us the request id.",
    code: "internal-error",
  });
  expect(instance).toBe(answer.headers["x-request-id"]);
  expect(await ordersOf(ana)).toEqual([]);
});

/** Lets writes reach the engine, and breaks the connection before this number of answers. */
function losingAnswers(times: number) {
  let tries = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const counted = context.commandName === "PutItemCommand";
      if (counted) tries += 1;
      const answer = await next(args);
      if (counted && tries <= times) throw named("Error", "ECONNRESET");
      return answer;
    },
    { step: "finalizeRequest", priority: "low", name: "losingAnswers" },
  );
  return { count: () => tries, stop: () => void client.middlewareStack.remove("losingAnswers") };
}

async function during(faults: Parameters<typeof faulty>[0], send: () => Promise<Response>): Promise<Response> {
  using _ = faulty(faults);
  return await send();
}
