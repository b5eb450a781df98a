import { parseArgs } from "node:util";
import { command, wholeNumber } from "../../infra/commands/command.ts";
import type { HttpEvent } from "../../shared/http/request.ts";
import { startEngine } from "../support/engine.ts";
import { bareBundles, type Start, startOnce } from "./cold/start.ts";

/** Ours may start in at most so much of a bare handler's time. */
const goal = 1;

type Ways = { readonly ours: Start[]; readonly cdk: Start[]; readonly whole: Start[]; readonly empty: Start[] };

await command({
  help: `npm run bench:coldstart -- [rounds]

Times five functions from the start of a process to their first answer, beside a bare document-client handler with as many
calls: built with the defaults of the CDK's NodejsFunction, and built whole. Ends with 1 where ours takes longer than the former.

  rounds   how often each is started, one after the other (15)`,
  parse: () => {
    const { positionals } = parseArgs({ options: {}, allowPositionals: true });
    return wholeNumber(positionals[0] ?? "15", "The number of rounds");
  },
  work: async (rounds, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment);
    const bare = await bareBundles();
    atEnd(async () => bare.remove());
    // Loaded late, because functions read their environment when they are loaded.
    const { coldRequests } = await import("./cold/requests.ts");
    const rows: Row[] = [];
    for (const { name, kind, events } of await coldRequests(rounds + 1)) {
      const ways: Ways = { ours: [], cdk: [], whole: [], empty: [] };
      const files = {
        ours: bare.ours(name),
        cdk: bare.fileOf(`cdk/bare-${kind}`),
        whole: bare.fileOf(`whole/bare-${kind}`),
        empty: bare.fileOf("whole/empty"),
      };
      for (const [round, event] of events.entries()) await once(ways, files, event, environment, round > 0);
      rows.push({ name, kind, ...medians(ways) });
    }
    process.stdout.write(`${tableOf(rows)}\n`);
    const slow = rows.filter(({ ratio }) => ratio > goal);
    for (const { name, ratio } of slow)
      process.stderr.write(`${name} takes ${ratio.toFixed(2)} of a bare handler's time\n`);
    return slow.length > 0 ? 1 : 0;
  },
});

/** Each way once, one after the other, so that other load affects all alike. The first round only warms the disk. */
async function once(
  ways: Ways,
  files: Readonly<Record<keyof Ways, string>>,
  event: HttpEvent,
  environment: Readonly<Record<string, string>>,
  counts: boolean,
): Promise<void> {
  for (const way of ["ours", "cdk", "whole", "empty"] as const) {
    const start = await startOnce(files[way], environment, event);
    if (counts) ways[way].push(start);
  }
}

type Row = ReturnType<typeof medians> & { readonly name: string; readonly kind: string };

function medians({ ours, cdk, whole, empty }: Ways) {
  const of = (starts: readonly Start[], part: keyof Start) => median(starts.map((each) => each[part]));
  return {
    ours: of(ours, "milliseconds"),
    cdk: of(cdk, "milliseconds"),
    whole: of(whole, "milliseconds"),
    empty: of(empty, "milliseconds"),
    ratio: median(ours.map(({ milliseconds }, round) => milliseconds / (cdk[round]?.milliseconds ?? 0))),
    toWhole: median(ours.map(({ milliseconds }, round) => milliseconds / (whole[round]?.milliseconds ?? 0))),
    cpuRatio: of(ours, "cpu") / of(cdk, "cpu"),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ name, kind, ours, cdk, whole, empty, ratio, toWhole, cpuRatio }) =>
      `| ${name} (${kind}) | ${[ours, cdk, whole, empty].map((each) => each.toFixed(0)).join(" | ")} | ${[ratio, toWhole, cpuRatio].map((each) => each.toFixed(2)).join(" | ")} |`,
  );
  return [
    "| function | ours ms | bare, CDK's defaults | bare, whole | empty | ours : CDK's | ours : whole | CPU, ours : CDK's |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
    ...lines,
  ].join("\n");
}
