import type { Asked, Row, Timed } from "./measured.ts";

/** The least share of the bare calls' rate that ours has in process. */
const goals = { read: 0.8, step: 0.7 } as const;

/** The host's CPU may be at most so many times that of the functions in process: it costs no more than all the rest. */
const hostGoal = 2;

/** The table for people, with medians, and ratios of the same rounds. */
export function report(rows: readonly Row[], machine: string, { rounds, requests, connections }: Asked): string {
  return [
    `Measured on ${machine}: ${rounds} rounds of ${requests} requests, ${connections} at once.`,
    "",
    "| request | bare: a second, CPU ms | in process | × bare: rate, CPU | local host | main thread, instances, V8's threads | × in process: CPU | engine, generator: CPU ms |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
    ...rows.map(lineOf),
  ].join("\n");
}

/** The missed goals, in words. */
export function missed(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => {
    const { bare, ours, host } = row.rounds;
    const [rate, cpu] = [ratio(ours, bare, "rate"), ratio(host, ours, "cpu")];
    return [
      ...(rate < goals[row.kind] ? [`${row.name} in process has ${rate.toFixed(2)} of the bare rate`] : []),
      ...(cpu > hostGoal ? [`${row.name} takes ${cpu.toFixed(2)} times the CPU over HTTP`] : []),
    ];
  });
}

function lineOf({ name, kind, rounds: { bare, ours, host } }: Row): string {
  const both = (timed: readonly Timed[]) => `${mid(timed, "rate").toFixed(0)}, ${mid(timed, "cpu").toFixed(2)}`;
  const parts = ["main", "instances", "helpers"].map((part) =>
    median(host.map((each) => each.parts?.[part] ?? 0)).toFixed(2),
  );
  const others = [median(host.map(({ engine }) => engine)), median(host.map(({ generator = 0 }) => generator))];
  const cells = [
    `${name} (${kind})`,
    both(bare),
    both(ours),
    `${ratio(ours, bare, "rate").toFixed(2)}, ${ratio(ours, bare, "cpu").toFixed(2)}`,
    both(host),
    parts.join(", "),
    ratio(host, ours, "cpu").toFixed(2),
    others.map((each) => each.toFixed(2)).join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

function ratio(some: readonly Timed[], others: readonly Timed[], part: "rate" | "cpu"): number {
  return median(some.map((each, round) => each[part] / (others[round]?.[part] ?? 1)));
}

function mid(timed: readonly Timed[], part: "rate" | "cpu"): number {
  return median(timed.map((each) => each[part]));
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
