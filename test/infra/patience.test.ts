import { createServer, type Socket } from "node:net";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { steps } from "../../infra/steps.ts";
import { instantOf } from "../../shared/domain/instant.ts";
import { sendMail } from "../../shared/mail/send.ts";
import { client } from "../../shared/store/core/client.ts";
import { longestCallMilliseconds } from "../../shared/store/core/patience.ts";
import { secretValues } from "../../shared/store/secrets.ts";

const sockets = new Set<Socket>();
/** Takes each connection and never answers, or stops within the answer to a request that says so. */
const silent = createServer((socket) => {
  sockets.add(socket.on("error", () => undefined));
  socket.on("data", (part) => {
    if (part.includes("stops within")) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");
  });
});
const before = { ...process.env };

beforeAll(async () => {
  const port = await new Promise((resolve) => {
    silent.listen(0, "127.0.0.1", () => resolve(Object(silent.address()).port));
  });
  const own = { AWS_REGION: "local", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
  Object.assign(process.env, own, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, SECRET_PAYMENTS: "payments" });
});

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  for (const socket of sockets) socket.destroy();
  silent.close();
});

const mail = { to: "ana@certs.test", subject: "s", text: "t", html: "h" };

test("a service that never answers, or stops within its answer, is given up, after three tries, before the function's time is up", async () => {
  const startedAt = performance.now();
  const calls = {
    DynamoDB: client.send(new GetCommand({ TableName: "t", Key: { pk: "a", sk: "b" } })),
    "DynamoDB, stopping": client.send(new GetCommand({ TableName: "t", Key: { pk: "stops within", sk: "b" } })),
    "Secrets Manager": secretValues("payments", instantOf(Date.now())),
    SES: sendMail({ mailId: "m", event: "order.paid" }, mail),
  };
  const failures = await Promise.all(
    Object.entries(calls).map(async ([name, call]) => {
      const failure = await call.then(
        () => ({ name: "none" }),
        (thrown: unknown) => Object(thrown),
      );
      return [name, failure.name, failure.$metadata?.attempts, performance.now() - startedAt] as const;
    }),
  );

  for (const [name, failure, attempts, milliseconds] of failures) {
    expect([name, failure, attempts]).toEqual([name, "TimeoutError", 3]);
    expect(milliseconds, name).toBeLessThan(longestCallMilliseconds);
  }
}, 30_000);

test("one call of a service ends before the function that makes it", () => {
  for (const { name, timeoutSeconds } of steps) {
    expect(longestCallMilliseconds, name).toBeLessThan(timeoutSeconds * 1_000);
  }
});
