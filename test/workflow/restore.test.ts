import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient, staffGroup } from "../../infra/commands/client.ts";
import { tellStory } from "../../infra/commands/demo.ts";
import { recountAll } from "../../infra/commands/recount.ts";
import { smoke } from "../../infra/commands/smoke.ts";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { readDeployment } from "../../infra/local/assembly/template.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { ensureTable } from "../../infra/local/aws/dynamodb/table.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { createClient, type RequestOf } from "../../shared/client/client.ts";
import { customer, provider } from "../support/customer.ts";
import { type RunningHost, startHost, stopHostsOn, temporaryData } from "../support/host.ts";

/** The drill of `infra/runbooks/restore.md`, on the local host. A copy of the engine's file stands in for the recovery. */

const restored = "Certrail-restored";
const certificationId = "acp-cloud-computing";
const items = [{ product: "certification" as const, certificationId, quantity: 1 }];
const data = temporaryData();
const past = temporaryData();
let host: RunningHost;

afterAll(async () => {
  await stopHostsOn(data.path);
  data.remove();
  past.remove();
});

test("a table as it was at a past second is attached by the steps of the runbook, and the service goes on with it", async () => {
  host = await startHost({ dataDirectory: data.path });
  const paid = await order("ana");
  const unpaid = await order("ben");
  const code = await pay(host, "ana", paid);
  const lines: string[] = [];
  await tellStory(new LocalClient(host.url), (line) => lines.push(line));
  const numberOf = (line: string) => /certificate, number (\S+)/.exec(line)?.[1] ?? [];
  const [certificateNumber = ""] = lines.flatMap(numberOf);
  const later = { orderId: "" };

  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    "Find the last good second": async () => {
      mkdirSync(past.path, { recursive: true });
      const live = new DatabaseSync(join(data.path, "table.db"), { readOnly: true });
      live.exec(`VACUUM INTO '${join(past.path, "table.db")}'`);
      live.close();
      // After that second, an order is placed that should not be there, and a payment comes.
      later.orderId = await order("eve");
      await pay(host, "ben", unpaid);
    },
    "Stop writers": () => host.stop(),
    "Restore into a new table": () => copyTable(past.path, data.path),
    "Switch on its stream": () => switchOnStream(data.path),
    "Attach it": async () => {
      host = await startHost({ dataDirectory: data.path, environment: { EXISTING_TABLE: restored } });
    },
    "Check it": async () => {
      const token = await new LocalClient(host.url).token({ sub: "staff", groups: [staffGroup] });
      expect(await recountAll(createClient({ baseUrl: host.url, token }), () => undefined)).toBe(0);
      const local = new LocalClient(host.url);
      await smoke(local, token, () => undefined);
    },
    "Have what is missing sent again": async () => {
      expect(await pay(host, "ben", unpaid)).toMatch(/\w/);
      expect(await pay(host, "ana", paid)).toBe(code);
    },
  };
  const runbook = readFileSync(join(import.meta.dirname, "../../infra/runbooks/restore.md"), "utf8");
  expect([...runbook.matchAll(/^\d\. \*\*(.+?)\*\*/gm)].map(([, name]) => name)).toEqual(Object.keys(steps));
  for (const step of Object.values(steps)) await step();

  const anyone = createClient({ baseUrl: host.url, retries: 0 });
  const verified = await anyone.verifyCertificate({ params: { certificateNumber } });
  const eve = await customer(host.url, { sub: "eve" }).attempt.getOrder({ params: { orderId: later.orderId } });
  expect(verified.body).toMatchObject({ certificateNumber, status: "valid" });
  expect(eve).toMatchObject({ ok: false, status: 404 });

  const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@certs.test", country: "PT" };
  const ana = customer(host.url, { sub: "ana" });
  const registered = await ana.register({ body: { authorizationCode: code, certificationId, candidate } });
  expect(registered.body.eligibilityCode?.code).toMatch(/\w/);

  // The sweep ends ben's code, and the new stream has the e-mails about it delivered.
  const local = new LocalClient(host.url);
  const mailsToBen = async () =>
    z.array(z.unknown()).parse((await local.send("GET", "/__local/mail?to=ben@certs.test")).body);
  const before = (await mailsToBen()).length;
  await local.send("POST", "/__local/clock", { body: { advance: "P13M" } });
  const ben = await customer(host.url, { sub: "ben" }).listAuthorizationCodes({});
  expect(ben.body.data.map(({ status }) => status)).toEqual(["expired"]);
  expect((await mailsToBen()).length).toBeGreaterThan(before);
}, 300_000);

async function order(sub: string): Promise<string> {
  const { body } = await customer(host.url, { sub, email: `${sub}@certs.test` }).placeOrder({ body: { items } });
  return body.orderId;
}

type Payment = RequestOf<"confirmPayment">["body"];

/** The messages as they were sent, because the provider sends one again without a change. */
const payments = new Map<string, Payment>();

async function paymentOf(url: string, sub: string, orderId: string): Promise<Payment> {
  const { total } = (await customer(url, { sub }).getOrder({ params: { orderId } })).body;
  const occurredAt = await new LocalClient(url).now();
  return { type: "payment.succeeded", occurredAt, data: { orderId, paymentId: `pay_${sub}`, ...total } };
}

/** Sends the payment, or sends it again, and answers the code. */
async function pay({ url }: RunningHost, sub: string, orderId: string): Promise<string> {
  const me = customer(url, { sub });
  const body = payments.get(orderId) ?? (await paymentOf(url, sub, orderId));
  payments.set(orderId, body);
  await provider(url, "payments").confirmPayment({ body, messageId: `msg_${orderId}` });
  const { authorizationCodes } = (await me.getOrder({ params: { orderId } })).body;
  return authorizationCodes?.[0]?.code ?? "";
}

const scanned = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.unknown().optional(),
});

/** A restored table has keys, indexes and items, and no stream. */
async function copyTable(from: string, to: string): Promise<void> {
  const { name, shape } = readDeployment((await prepareAssembly()).directory).table;
  if (shape === undefined) throw new Error("the former table is one of the stack");
  const { StreamSpecification: _, ...bare } = shape;
  await withEngine(to, async (now) => {
    await ensureTable(now, { name: restored, shape: bare });
    await withEngine(from, async (then) => {
      let last: unknown;
      do {
        const page = { TableName: name, ...(last !== undefined && { ExclusiveStartKey: last }) };
        const { Items, LastEvaluatedKey } = await then.call("DynamoDB_20120810.Scan", page, scanned);
        for (const Item of Items) {
          await now.call("DynamoDB_20120810.PutItem", { TableName: restored, Item }, z.unknown());
        }
        last = LastEvaluatedKey;
      } while (last !== undefined);
    });
  });
}

async function switchOnStream(path: string): Promise<void> {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
  await withEngine(path, async (api) => {
    await api.call("DynamoDB_20120810.UpdateTable", { TableName: restored, StreamSpecification }, z.unknown());
  });
}

async function withEngine(path: string, work: (api: DynamoApi) => Promise<void>): Promise<void> {
  const directory = DataDirectory.open(path);
  const engine = await Engine.start(directory);
  const api = new DynamoApi(engine.endpoint);
  try {
    await work(api);
  } finally {
    api.close();
    await engine.stop();
    directory.close();
  }
}
