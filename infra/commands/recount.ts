import { parseArgs } from "node:util";
import { type Client, createClient } from "../../shared/client/client.ts";
import { say } from "../local/host/log.ts";
import { LocalClient, staffGroup } from "./client.ts";
import { command } from "./command.ts";
import { isLocalRun } from "./demo.ts";
import { addressIn, DeployedStage, toldInOneLine } from "./stage.ts";

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
    help: `npm run recount -- [url]

Has every partner's tally, quota and coupons counted again from its history, and tells a line of each. Ends with 1 if
anything differs. Without an address: at the local run.

  CERTRAIL_STAFF_TOKEN   the token of a member of staff; a local run needs none
  PORT                   where the local run is (3000)
  STAFF_GROUP            the group of staff, where it is not the one in cdk.json`,
    parse: () => {
      const local = `http://localhost:${process.env.PORT ?? "3000"}`;
      const { positionals } = parseArgs({ options: {}, allowPositionals: true });
      return { baseUrl: addressIn(positionals.length === 0 ? [local] : positionals), isOwn: positionals.length === 0 };
    },
    work: async ({ baseUrl, isOwn }) => {
      const differing = await toldInOneLine(baseUrl, async () => {
        const isLocal = isOwn || (await isLocalRun(baseUrl));
        const token = isLocal
          ? await new LocalClient(baseUrl).token(recounting)
          : new DeployedStage(baseUrl, process.env).staffToken();
        return await recountAll(createClient({ baseUrl, token }), say);
      });
      say(
        differing === 0 ? "Every partner agrees with its recount" : `${differing} partners differ from their recount`,
      );
      return differing === 0 ? 0 : 1;
    },
  });
}
