import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { LocalClient } from "../../infra/commands/client.ts";
import { tellStory } from "../../infra/commands/demo.ts";
import { sizeOf, unbaked } from "../support/baked.ts";
import { type RunningHost, sharedHost } from "../support/host.ts";
import { verifyAgain } from "../support/second-verifier.ts";
import { verify } from "../support/verifier.ts";

let host: RunningHost;
let client: LocalClient;

beforeAll(async () => {
  host = await sharedHost();
  client = new LocalClient(host.url);
});
const list = z.object({ data: z.array(z.object({ certificateId: z.string() })) });
const shown = z.object({
  links: z.object({ verify: z.string(), pdf: z.string(), credential: z.string(), badge: z.string() }),
});

const textAt = async (url: string) => (await fetch(url)).text();

test("a holder's links lead to a page, a PDF, a credential and a badge that carries it, which strangers verify over HTTP; revoked, all say so", async () => {
  const lines: string[] = [];
  await tellStory(client, (line) => lines.push(line));
  const token = await client.token({ sub: lines[0]?.replace("Ana signs in as ", "") ?? "" });
  const { data } = list.parse((await client.send("GET", "/v1/certificates", { token })).body);
  const path = `/v1/certificates/${data[0]?.certificateId}`;
  const { links } = shown.parse((await client.send("GET", path, { token })).body);

  const page = await textAt(links.verify);
  const pdf = Buffer.from(await (await fetch(links.pdf)).arrayBuffer());
  const credential = await textAt(links.credential);
  const badge = Buffer.from(await (await fetch(links.badge)).arrayBuffer());
  const card = await fetch(`${links.verify}/card.png`);
  const before = await verify(credential, textAt, await client.now());
  const beforeToo = await verifyAgain(credential, textAt, await client.now());
  const staff = await client.token({ sub: "staff", groups: ["certrail-staff"] });
  await client.send("POST", `${path}/revoke`, { token: staff, body: { reason: "Impersonation" } });
  const after = await verify(credential, textAt, await client.now());
  const afterToo = await verifyAgain(credential, textAt, await client.now());

  expect(page).toContain("<strong>Valid</strong>");
  expect(pdf.subarray(0, 8).toString()).toBe("%PDF-1.7");
  expect(pdf.length).toBeGreaterThan(10_000);
  expect(unbaked(badge)).toBe(credential);
  expect([card.status, sizeOf(Buffer.from(await card.arrayBuffer()))]).toEqual([200, [1200, 630]]);
  expect(z.object({ id: z.string() }).parse(before.credential).id).toBe(links.verify);
  expect([before.revoked, beforeToo.revoked, after.revoked, afterToo.revoked]).toEqual([false, false, true, true]);
  expect(await textAt(links.verify)).toContain("<strong>Revoked</strong>");
  expect([(await fetch(links.pdf)).status, (await fetch(links.credential)).status]).toEqual([409, 409]);
});
