import { type Client, createClient } from "../../shared/client/client.ts";
import { say } from "../local/host/log.ts";
import { LocalClient, staffGroup } from "./client.ts";

/**
 * Has every partner's tally, quota and coupons counted again from its history, and tells a line of each. Answers how many
 * partners keep something that the recount does not give.
 */
export async function recountAll(staff: Client, tell: (line: string) => void): Promise<number> {
  let differing = 0;
  for await (const { partnerId, name } of staff.each.listPartners({ query: { limit: 100 } })) {
    const { agrees, levels, differences } = (await staff.recountPartner({ params: { partnerId } })).body;
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

/**
 * `npm run recount`: against CERTRAIL_URL with the staff token CERTRAIL_TOKEN, or else the local run at PORT. Ends with 1
 * if anything differs.
 */
async function main(): Promise<number> {
  const baseUrl = process.env.CERTRAIL_URL ?? `http://localhost:${process.env.PORT ?? "3000"}`;
  const local = new LocalClient(baseUrl);
  const token = process.env.CERTRAIL_TOKEN ?? (await local.token({ sub: "recount", groups: [staffGroup] }));
  const differing = await recountAll(createClient({ baseUrl, token }), say);
  say(differing === 0 ? "Every partner agrees with its recount" : `${differing} partners differ from their recount`);
  return differing === 0 ? 0 : 1;
}

if (import.meta.main) process.exit(await main());
