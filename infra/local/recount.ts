import * as z from "zod";
import { LocalClient } from "./client.ts";
import { say } from "./log.ts";

const partnersSchema = z.object({
  data: z.array(z.object({ partnerId: z.string(), name: z.string() })),
  nextCursor: z.string().optional(),
});

const recountSchema = z.object({
  agrees: z.boolean(),
  levels: z.record(z.string(), z.object({ valid: z.number(), quota: z.number(), issued: z.number() })),
  differences: z.array(z.object({ level: z.string(), of: z.string(), kept: z.number(), recounted: z.number() })),
});

/**
 * Has every partner's tally, quota and coupons counted again from its history, and tells a line of each. Answers how many
 * partners keep something that the recount does not give.
 */
export async function recountAll(client: LocalClient, token: string, tell: (line: string) => void): Promise<number> {
  let differing = 0;
  for await (const { partnerId, name } of partners(client, token)) {
    const path = `/v1/partners/${encodeURIComponent(partnerId)}/recount`;
    const { agrees, levels, differences } = recountSchema.parse(await get(client, path, token));
    if (!agrees) differing += 1;
    const counts = Object.entries(levels)
      .filter(([, { valid, quota, issued }]) => valid + quota + issued > 0)
      .map(([level, { valid, quota, issued }]) => `${level} ${valid} valid, ${issued} of ${quota} issued`);
    const wrong = differences.map(
      ({ level, of, kept, recounted }) => `${level} ${of}: ${kept}, recounted ${recounted}`,
    );
    tell(`${partnerId} ${name}: ${agrees ? counts.join("; ") : `DIFFERS (${wrong.join("; ")})`}`);
  }
  return differing;
}

async function* partners(client: LocalClient, token: string) {
  let cursor = "";
  do {
    const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { data, nextCursor = "" } = partnersSchema.parse(await get(client, `/v1/partners?limit=100${query}`, token));
    yield* data;
    cursor = nextCursor;
  } while (cursor !== "");
}

async function get(client: LocalClient, path: string, token: string): Promise<unknown> {
  const { status, body, text } = await client.send("GET", path, { token });
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
  return body;
}

/**
 * `npm run recount`: against CERTRAIL_URL with the staff token CERTRAIL_TOKEN, or else the local run at PORT. Ends with 1
 * if anything differs.
 */
async function main(): Promise<number> {
  const client = new LocalClient(process.env.CERTRAIL_URL ?? `http://localhost:${process.env.PORT ?? "3000"}`);
  const token = process.env.CERTRAIL_TOKEN ?? (await client.token({ sub: "recount", groups: ["staff"] }));
  const differing = await recountAll(client, token, say);
  say(differing === 0 ? "Every partner agrees with its recount" : `${differing} partners differ from their recount`);
  return differing === 0 ? 0 : 1;
}

if (import.meta.main) process.exit(await main());
