import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import * as z from "zod";
import { command } from "../../infra/commands/command.ts";
import { startEngine } from "../support/engine.ts";
import { Meter } from "./meter.ts";
import { Uses } from "./uses.ts";

const file = join(import.meta.dirname, "..", "..", "infra", "permissions.json");

await command({
  help: `npm run permissions -- [--write]

Goes through all workflows, and tells which function may do more to the table, or less, than it does there. Ends with 1 if one does.

  --write   write infra/permissions.json anew`,
  parse: () => parseArgs({ options: { write: { type: "boolean", default: false } } }).values,
  work: async ({ write }, atEnd) => {
    const { environment, stop } = await startEngine();
    atEnd(stop);
    Object.assign(process.env, environment);
    // Loaded late, because functions read their environment when they are loaded.
    const { client } = await import("../../shared/store/core/client.ts");
    const { tour } = await import("./tour.ts");
    const uses = new Uses(client);
    await tour(new Meter(client));
    const used = uses.permissions();
    const odd = differences(used);
    for (const line of odd) process.stdout.write(`${line}\n`);
    if (write) writeFileSync(file, linesOf(used));
    return write || odd.length === 0 ? 0 : 1;
  },
});

function differences(used: Readonly<Record<string, unknown>>): string[] {
  const granted = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, "utf8")));
  const names = [...new Set([...Object.keys(used), ...Object.keys(granted)])].sort();
  const odd = names.filter((name) => !isDeepStrictEqual(used[name], granted[name]));
  return odd.map((name) => `${name}: has ${JSON.stringify(granted[name])}, needs ${JSON.stringify(used[name])}`);
}

function linesOf(permissions: object): string {
  const lines = Object.entries(permissions).map(([name, each]) => {
    const members = Object.entries(z.record(z.string(), z.unknown()).parse(each));
    const inside = members.map(([key, value]) => `    "${key}": ${JSON.stringify(value).replaceAll(",", ", ")}`);
    return `  "${name}": {\n${inside.join(",\n")}\n  }`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}
