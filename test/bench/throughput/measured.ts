import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { LocalClient } from "../../../infra/commands/client.ts";
import { webhookSigner } from "../../../shared/client/signature.ts";
import { freshTable } from "../../steps/schedule-runs.ts";
import type { Environment } from "../../support/engine.ts";
import { startHost } from "../../support/host.ts";
import { signed } from "../../support/invoke.ts";
import { cpuOf } from "./cpu.ts";
import { bareTwins, copyTable, ours } from "./in-process.ts";
import { OverHttp } from "./over-http.ts";
import { inThisProcess, type Round } from "./rounds.ts";
import { provider, type Sign, type Task, tasks } from "./tasks.ts";

export type Asked = { readonly rounds: number; readonly requests: number; readonly connections: number };

const ways = ["bare", "ours", "host"] as const;
export type Way = (typeof ways)[number];

/** A round, with the engine's CPU and, over HTTP, the generator's. */
export type Timed = Round & { readonly engine: number; readonly generator?: number };

export type Row = {
  readonly name: string;
  readonly kind: Task["kind"];
  readonly rounds: Readonly<Record<Way, Timed[]>>;
};

/** The gateway's throttle of a dear route takes as many at once. */
const dearRequests = 90;
const dearPause = 2_000;

/** Three tables on one engine: the host's, ours in process, and a copy of that for the bare calls. */
export async function measured(
  { rounds, requests, connections }: Asked,
  environment: Environment,
  atEnd: (end: () => unknown) => void,
): Promise<readonly Row[]> {
  const dataDirectory = dirname(environment.MAIL_FILE ?? "");
  const engine = z
    .object({ pid: z.number() })
    .parse(JSON.parse(readFileSync(join(dataDirectory, "engine.json"), "utf8")));
  const reports = requests * (rounds + 1);
  let hostSigns: Sign = (text, at) => signed(provider, text, { at });
  const overHttp = await tasks((text, at) => hostSigns(text, at), reports, dearRequests);
  const host = await startHost({
    quiet: true,
    environment: { DYNAMODB_ENDPOINT: environment.AWS_ENDPOINT_URL_DYNAMODB ?? "", POWERTOOLS_LOG_LEVEL: "INFO" },
  });
  atEnd(host.stop);
  const secrets = (await new LocalClient(host.url).secrets())[provider] ?? [];
  hostSigns = (text, at) => webhookSigner(secrets, () => Date.parse(at))(text, `msg_${crypto.randomUUID()}`);

  await freshTable();
  const copy = process.env.TABLE_NAME ?? "";
  await freshTable();
  const inProcess = await tasks((text, at) => signed(provider, text, { at }), 2 * reports, dearRequests);
  await copyTable(copy);
  const http = new OverHttp(host.url, host.pid, connections);
  atEnd(() => http.end());
  process.stderr.write("prepared\n");

  const rows = inProcess.map(
    ({ operation: { id }, kind }): Row => ({ name: id, kind, rounds: { bare: [], ours: [], host: [] } }),
  );
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, row] of rows.entries()) {
      const [local, remote] = [inProcess[at], overHttp[at]];
      if (local === undefined || remote === undefined) continue;
      if (local.most < requests) await new Promise((resolve) => setTimeout(resolve, dearPause));
      for (let turn = 0; turn < ways.length; turn += 1) {
        const way = ways[(turn + round) % ways.length] ?? "ours";
        // The throttle is the gateway's. With 90 requests a round, a function in process would still be warming up.
        const count = way === "host" ? Math.min(requests, local.most) : requests;
        const prepared = await {
          bare: () => bareTwins(local, count, copy),
          ours: () => ours(local, count),
          host: () => undefined,
        }[way]();
        const before = cpuOf(engine.pid);
        const timed = await (prepared === undefined ? http.round(remote, count) : inThisProcess(prepared, connections));
        if (round > 0) row.rounds[way].push({ ...timed, engine: (cpuOf(engine.pid) - before) / count });
      }
    }
    process.stderr.write(`round ${round} of ${rounds}\n`);
  }
  return rows;
}
