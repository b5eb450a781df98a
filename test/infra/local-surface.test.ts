import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { tellStory } from "../../infra/commands/demo.ts";
import { type RunningHost, startHost, temporaryData } from "../support/host.ts";

const referenceShape = z.object({
  operations: z.array(z.object({ method: z.string(), path: z.string(), does: z.string().min(5) })),
});

const mailShape = z.strictObject({
  attachments: z.array(z.strictObject({ fileName: z.string(), contentType: z.string(), content: z.string() })),
  id: z.string().min(1),
  to: z.email(),
  subject: z.string().min(1),
  text: z.string().min(1),
  html: z.string().min(1),
  at: z.iso.datetime(),
  event: z.string().min(1),
});

const data = temporaryData();
let host: RunningHost;
let client: LocalClient;

async function start(): Promise<void> {
  host = await startHost({ dataDirectory: data.path });
  client = new LocalClient(host.url);
}

async function invocations(): Promise<number> {
  const { body } = await client.send("GET", "/__local/stats");
  return z.object({ invocations: z.number() }).parse(body).invocations;
}

async function mails(query = "") {
  return z.array(mailShape).parse((await client.send("GET", `/__local/mail${query}`)).body);
}

beforeAll(start, 90_000);

afterAll(async () => {
  await host.stop();
  data.remove();
});

test("a candidate's whole way is told by e-mail, which is there when one looks, and after a kill", async () => {
  await tellStory(client, () => undefined);
  const sent = await mails();
  const [{ to } = { to: "" }] = sent;

  expect(sent.length).toBeGreaterThanOrEqual(5);
  expect(sent.map(({ at }) => at)).toEqual(sent.map(({ at }) => at).sort((a, b) => b.localeCompare(a)));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
  expect(await mails(`?to=${encodeURIComponent(to)}`)).toEqual(sent);
  expect(await mails("?to=nobody@example.org")).toEqual([]);

  await host.kill9();
  await start();
  expect(await mails()).toEqual(sent);
});

test("an address that is refused is tried again on the way, and parked, while others get theirs", async () => {
  const before = (await mails()).length;
  for (const address of [`${Date.now()}@reject.test`, `${Date.now()}@example.org`]) await registered(address);
  expect((await client.send("POST", "/__local/clock", { body: { advance: "P2D" } })).status).toBe(200);
  const token = await client.token({ sub: "staff", groups: ["certrail-staff"] });
  const parked = await client.send("GET", "/v1/messages?status=parked", { token });

  // About the payment and the registration.
  const others = expect.stringContaining("@example.org");
  expect((await mails()).slice(0, -before).map(({ to }) => to)).toEqual([others, others]);
  expect(z.object({ data: z.array(z.unknown()) }).parse(parked.body).data).toHaveLength(2);
});

test("three years on, the reminders of the way are there when the clock answers", async () => {
  const before = await mails();
  const ran = await invocations();
  const { status } = await client.send("POST", "/__local/clock", { body: { advance: "P3Y" } });
  const runs = (await invocations()) - ran;
  const sent = (await mails()).slice(0, -before.length);

  expect(status).toBe(200);
  expect(sent.length).toBeGreaterThan(0);
  // A run each minute would be a million and a half.
  expect(runs).toBeLessThan(500);
});

test("a rotated secret is accepted beside the former one once the functions have read it", async () => {
  const secrets = z.record(z.string(), z.array(z.string()));
  const rotated = await client.send("POST", "/__local/secrets/prometric/rotate");
  expect(rotated.status).toBe(200);
  const { prometric, payments } = secrets.parse(rotated.body);
  expect(prometric).toHaveLength(2);
  expect(payments).toHaveLength(1);
  expect((await client.send("POST", "/__local/secrets/nobody/rotate")).status).toBe(404);
  expect((await client.send("GET", "/__local/secrets/prometric/rotate")).status).toBe(404);

  const check = "/v1/test-centers/prometric/eligibility/NONE?exam=written";
  const known = (await client.signedGet("prometric", check)).status;
  await client.send("POST", "/__local/clock", { body: { advance: "PT6M" } });
  expect((await client.signedGet("prometric", check)).status).toBe(known);
  expect(known).not.toBe(401);
});

const evil = { origin: "https://evil.example", "access-control-request-method": "POST" };

test.each([
  ["GET", "/__local/clock"],
  ["HEAD", "/__local/clock"],
  ["POST", "/__local/clock"],
  ["POST", "/__local/token"],
  ["POST", "/__local/schedule/run"],
  ["POST", "/__local/secrets/prometric/rotate"],
  ["GET", "/__local/secrets"],
  ["GET", "/__local/mail"],
  ["GET", "/__local/stats"],
  ["OPTIONS", "/__local/token"],
  ["PUT", "/__local/nothing"],
  ["GET", "/__local"],
  ["GET", "/__local/candidates"],
  ["POST", "/__local/candidates"],
  ["GET", "/__local/candidates/ana@example.org"],
  ["GET", "/__local/test-centers"],
  ["POST", "/__local/test-centers/clock"],
  ["POST", "/__local/test-centers/prometric/bookings"],
])(
  "%s %s answers to no other name of this host and to no page of another site, and tells such a page nothing",
  async (method, path) => {
    const before = await client.secrets();
    const { port } = new URL(host.url);
    const body = path.endsWith("clock") ? '{"advance":"P1Y"}' : '{"sub":"eve"}';
    for (const headers of [
      { host: `evil.example:${port}` },
      { host: `localhost.evil.example:${port}` },
      { host: `localhost:${port}`, ...evil },
      { host: `localhost:${port}`, origin: "null" },
      { host: `localhost:${port}`, "sec-fetch-site": "cross-site" },
      { host: `localhost:${port}`, "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate" },
    ]) {
      const answer = await raw(method, path, headers, body);

      expect(answer.status, JSON.stringify(headers)).toBe(403);
      expect(answer.headers.filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
    expect(await client.secrets()).toEqual(before);
  },
);

test("a page of another site is led nowhere: a browser gets a page from which it can go on", async () => {
  const { port } = new URL(host.url);
  const headers = { host: `localhost:${port}`, "sec-fetch-site": "cross-site", accept: "text/html" };

  expect((await raw("GET", "/__local/candidates", headers)).text).toContain('href="/__local/candidates"');
  expect((await raw("GET", "/__local/candidates", { ...headers, "sec-fetch-site": "none" })).status).toBe(200);
});

test("the API itself goes on to answer to pages of every origin, at every name", async () => {
  const answer = await raw("GET", "/v1/certifications", {
    host: "evil.example",
    ...evil,
    "sec-fetch-site": "cross-site",
  });

  expect(answer.status).toBe(200);
  expect(answer.headers).toContain("access-control-allow-origin");
});

test.each([
  { set: "2200-01-01T00:00:00.001Z" },
  { set: "9999-12-31T00:00:00Z" },
  { set: "9999-12-31T23:59:59-23:59" },
  { advance: "P9999Y" },
  { advance: "P9999Y99999M99999W999999DT9999999H999999999M9999999999S" },
  { advance: "P99999Y" },
  { advance: `P${"9".repeat(400)}D` },
])("a clock that is moved beyond its end stays where it was: %j", async (body) => {
  const before = Date.parse(await client.now());
  const { status } = await client.send("POST", "/__local/clock", { body });

  expect(status).toBe(422);
  expect(Date.parse(await client.now()) - before).toBeLessThan(10_000);
});

test.each([
  [{}, "/sub", "is required"],
  [{ sub: 7 }, "/sub", "must be a text"],
  [{ sub: "" }, "/sub", "must not be empty"],
  [{ sub: "ana", email: "ana" }, "/email", "is not an e-mail address"],
])("a wrong field has the same words as the API's: %j", async (body, pointer, detail) => {
  const answer = await client.send("POST", "/__local/token", { body });

  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ errors: [{ pointer, detail }] });
});

test("the reference lists what there is: each operation is served, and a page for people has them all", async () => {
  const { operations } = referenceShape.parse((await client.send("GET", "/__local")).body);
  const page = await (await fetch(`${host.url}/__local`, { headers: { accept: "text/html" } })).text();

  const own = operations.filter(({ path }) => !/^\/__local\/(candidates|partners|test-centers)/.test(path));
  expect(own.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /__local",
    "POST /__local/token",
    "GET /__local/clock",
    "POST /__local/clock",
    "POST /__local/schedule/run",
    "GET /__local/mail",
    "GET /__local/secrets",
    "POST /__local/secrets/:name/rotate",
    "GET /__local/stats",
  ]);
  for (const { method, path } of operations) {
    expect(page).toContain(`<td>${method}</td><td><code>${path}</code></td>`);
    const asked = path
      .replace(":center", "prometric")
      .replace(":email", "ana+test@example.org")
      .replaceAll(/:\w+/g, "x");
    const { text } = await client.send(method, asked, method === "POST" ? { body: { none: true } } : {});
    expect(text, `${method} ${path}`).not.toMatch(/no such (operation|page)/);
  }
  expect((await client.send("GET", "/__local/nothing")).text).toContain("no such operation; GET /__local lists all");
});

test("at the end of the clock the API still sells, and the next start is there again", async () => {
  expect((await client.send("POST", "/__local/clock", { body: { set: "2200-01-01T00:00:00Z" } })).status).toBe(200);
  await registered(`${Date.now()}@example.org`);
  await host.stop();
  await start();

  expect(Date.parse(await client.now())).toBeGreaterThanOrEqual(Date.parse("2200-01-01T00:00:00Z"));
  expect((await client.send("POST", "/__local/clock", { body: { advance: "PT0S" } })).status).toBe(422);
});

/** Sends exactly these headers, because `fetch` drops some that browsers send. */
async function raw(method: string, path: string, headers: Readonly<Record<string, string>>, body = "") {
  const { port } = new URL(host.url);
  return await new Promise<{ status: number; headers: string[]; text: string }>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: Object.keys(response.headers), text }),
      );
    });
    sent.on("error", reject);
    sent.end(method === "POST" ? body : "");
  });
}

/** Buys and activates a code for that address. */
async function registered(email: string): Promise<void> {
  const token = await client.token({ sub: email, email, name: "Bo Li" });
  const certificationId = "acp-cloud-computing";
  const items = [{ product: "certification", certificationId, quantity: 1 }];
  const order = z
    .object({ orderId: z.string(), total: z.object({ amount: z.number(), currency: z.string() }) })
    .parse((await client.send("POST", "/v1/orders", { token, body: { items } })).body);
  const payment = { orderId: order.orderId, paymentId: `pay_${email}`, ...order.total };
  await client.webhook("payments", { type: "payment.succeeded", occurredAt: await client.now(), data: payment });
  const paid = z
    .object({ authorizationCodes: z.tuple([z.object({ code: z.string() })]) })
    .parse((await client.send("GET", `/v1/orders/${order.orderId}`, { token })).body);
  const candidate = { givenName: "Bo", familyName: "Li", email, country: "PT" };
  const authorizationCode = paid.authorizationCodes[0].code;
  const body = { authorizationCode, certificationId, candidate };
  expect((await client.send("POST", "/v1/registrations", { token, body })).status).toBe(201);
}
