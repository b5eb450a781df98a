import { parseArgs } from "node:util";
import { type Client, createClient } from "../../shared/client/client.ts";
import { StartFailure } from "../local/host/failure.ts";
import { say } from "../local/host/log.ts";
import { LocalClient, staffGroup } from "./client.ts";
import { command } from "./command.ts";
import { toldInOneLine } from "./stage.ts";

const recounting = { sub: "recount", groups: [staffGroup] };

/** Recounts every partner from its history, and prints a line for each. Returns how many partners differ. */
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

if (import.meta.main) {
  await command({
    help: `npm run recount

Has every partner's tally, quota and coupons counted again from its history, and tells a line of each. Ends with 1 if
anything differs.

  CERTRAIL_URL     the API's address; the local run at PORT where it is not set
  CERTRAIL_TOKEN   a staff token for it; a local run gives one itself
  PORT             where the local run is (3000)
  STAFF_GROUP      the group of staff, where it is not the one in cdk.json`,
    parse: () => parseArgs({ options: {} }),
    work: async () => {
      const baseUrl = process.env.CERTRAIL_URL ?? `http://localhost:${process.env.PORT ?? "3000"}`;
      if (!URL.canParse(baseUrl)) throw new StartFailure(`${baseUrl} is no address: see CERTRAIL_URL and PORT.`);
      const differing = await toldInOneLine(baseUrl, async () => {
        const token = process.env.CERTRAIL_TOKEN ?? (await new LocalClient(baseUrl).token(recounting));
        return await recountAll(createClient({ baseUrl, token }), say);
      });
      say(
        differing === 0 ? "Every partner agrees with its recount" : `${differing} partners differ from their recount`,
      );
      return differing === 0 ? 0 : 1;
    },
  });
}
