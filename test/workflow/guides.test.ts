import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { operations } from "../../shared/contract/operations.ts";
import { candidates } from "../../shared/pages/guide/candidates.ts";
import type { Chapter } from "../../shared/pages/guide/chapter.ts";
import { paymentProvider } from "../../shared/pages/guide/payments.ts";
import { testCenters } from "../../shared/pages/guide/test-centers.ts";
import { type RunningHost, startHost } from "../support/host.ts";

let host: RunningHost;
let client: LocalClient;

beforeAll(async () => {
  host = await startHost();
  client = new LocalClient(host.url);
});
afterAll(async () => {
  await host.stop();
});

type Shown = { readonly id: string; readonly body: string | undefined };

const marks = { "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** The text of a sample as a reader sees it. */
function read(text: string): string {
  return Object.entries(marks).reduce((plain, [mark, symbol]) => plain.replaceAll(mark, symbol), text);
}

/** The calls of a guide's section, in their order, with the bodies that stand there. */
async function callsIn(chapter: Chapter, heading: string): Promise<readonly Shown[]> {
  const [, section = ""] = String(await chapter.body).split(`<h2>${heading}</h2>`);
  const [calls = ""] = section.split("<h2>");
  return [...calls.matchAll(/<li>.*?#operation\/(\w+)".*?<\/li>/gs)].map(([item, id = ""]) => {
    const body = /<pre[^>]*><code>(.*?)<\/code>/s.exec(item)?.[1];
    return { id, body: body === undefined ? undefined : read(body) };
  });
}

const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

const message = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** A message as a guide shows it, about these things and now. */
async function tell(chapter: Chapter, sender: string, type: string, about: object): Promise<unknown> {
  const samples = [...String(await chapter.body).matchAll(/<pre[^>]*><code>(.*?)<\/code>/gs)];
  const shown = samples.map(([, text = ""]) => read(text)).find((text) => text.includes(`"type": "${type}"`)) ?? "";
  const { data } = message.parse(JSON.parse(shown));
  return (await client.webhook(sender, { type, occurredAt: soon(0), data: { ...data, ...about } })).body;
}

test("a candidate's front end that follows its guide, with the bodies that stand there, ends with a valid certificate", async () => {
  const token = await client.token({ sub: "ana", email: "ana@example.org" });
  const known: Record<string, string> = {};
  const number = `885${randomInt(10 ** 9, 10 ** 10)}`;

  /** The events between two calls, which others bring about. */
  const afterwards: Readonly<Record<string, (answer: unknown) => Promise<void>>> = {
    placeOrder: async (answer) => {
      const { orderId } = z.object({ orderId: z.string() }).parse(answer);
      Object.assign(known, { orderId });
      const told = await tell(paymentProvider, "payments", "payment.succeeded", { orderId, paymentId: "pay_guide" });
      expect(told).toMatchObject({ status: "applied" });
    },
    getOrder: async (answer) => {
      const paid = z.object({ authorizationCodes: z.array(z.object({ code: z.string() })) }).parse(answer);
      Object.assign(known, { authorizationCode: paid.authorizationCodes[0]?.code });
    },
    register: async (answer) => {
      const registered = z.object({ eligibilityCode: z.object({ code: z.string() }) }).parse(answer);
      const booking = { eligibilityCode: registered.eligibilityCode.code, confirmationNumber: number };
      const begins = { ...booking, startsAt: soon(1) };
      expect(await tell(testCenters, "prometric", "appointment.booked", begins)).toMatchObject({ status: "applied" });
      await sleep(1_500);
      const sat = { confirmationNumber: number, resultId: `R-${number}`, takenAt: soon(0) };
      expect(await tell(testCenters, "prometric", "result.reported", sat)).toMatchObject({ status: "applied" });
      Object.assign(known, { confirmationNumber: number });
    },
    getMyCertifications: async (answer) => {
      const row = z.object({ next: z.array(z.unknown()), certificate: z.object({ certificateId: z.string() }) });
      const [mine] = z.object({ data: z.array(row) }).parse(answer).data;
      expect(mine?.next).toContainEqual({ action: "claim" });
      Object.assign(known, { certificateId: mine?.certificate.certificateId });
    },
  };

  const way = [
    ...(await callsIn(candidates, "Buy")),
    ...(await callsIn(candidates, "Register and sit")),
    ...(await callsIn(candidates, "The certificate")),
  ].filter(({ id }) => id !== "cancelOrder" && id !== "giveAuthorizationCode");
  expect(way.length).toBeGreaterThan(9);
  let last: unknown;
  for (const { id, body } of way) {
    const { method, path = "" } = operations.find((each) => each.id === id) ?? {};
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? `no-${name}`);
    const content = body?.replace(/"authorizationCode": "[^"]*"/, `"authorizationCode": "${known.authorizationCode}"`);
    const headers = { "idempotency-key": randomUUID() };
    const sent = content === undefined ? { token, headers } : { token, headers, text: content };
    const answered = await client.send(method ?? "", address, sent);
    expect(answered.status, `${id}: ${answered.text}`).toBeLessThan(300);
    await afterwards[id]?.(answered.body);
    last = answered.body;
  }
  expect(last).toMatchObject({ status: "valid", links: { verify: expect.stringMatching(/\/verify\//) } });
});
