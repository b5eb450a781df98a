import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { bundles } from "../../infra/bundles.ts";

/** Each of our commands in package.json answers `--help` and wrong arguments. */

const root = join(import.meta.dirname, "..", "..");
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

const own = Object.entries(scripts).filter(([name, line]) => line.startsWith("node ") && !name.startsWith("pre"));

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

function run(line: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return new Promise<Ended>((resolve) => {
    const [, ...words] = line.split(" ");
    const child = spawn(process.execPath, [...words, ...args], { cwd: root, env: { ...process.env, ...environment } });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(`${chunk}`));
    child.stderr.on("data", (chunk: Buffer) => err.push(`${chunk}`));
    child.on("close", (code) => resolve({ code, out: out.join(""), err: err.join("") }));
  });
}

const lineOf = (name: string) => scripts[name] ?? "";

test("the commands of our own are these", () => {
  expect(own.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      "start",
      "demo",
      "recount",
      "build",
      "client:build",
      "fuzz",
      "simulate",
      "crash",
      "bench:cost",
    ]),
  );
});

describe.each(own)("npm run %s", (name, line) => {
  test("--help tells how it is called and what it does", async () => {
    const { code, out, err } = await run(line, ["--help"]);

    expect([code, err]).toEqual([0, ""]);
    const [called = "", gap, first = ""] = out.split("\n");
    expect(called).toMatch(new RegExp(`^npm (run )?${name}\\b`));
    expect([gap, first.length > 20]).toEqual(["", true]);
  });

  test("an option that it does not know ends it with 2 and one line that names the option", async () => {
    const { code, out, err } = await run(line, ["--colour"]);

    expect([code, out]).toEqual([2, ""]);
    expect(err.trimEnd().split("\n")).toEqual([expect.stringMatching(/--colour.*--help/)]);
  });
});

test.each([
  ["start", [], { PORT: "x" }, 1, "PORT must be a number"],
  ["start", ["word"], {}, 2, "'word'"],
  ["build", [], { PROGRAMME: "no-such.ts" }, 1, "There is no programme no-such.ts"],
  ["where", ["place-orders", "1:2"], {}, 2, "There is no function place-orders"],
  ["where", ["place-order", "12"], {}, 2, "A place is <line>:<column>"],
  ["where", ["place-order", "1:2"], {}, 1, "The bundle of place-order has no source at 1:2"],
  ["deploy", [], {}, 2, "Name one environment of local, production"],
  ["deploy", ["production"], {}, 1, "production cannot be deployed: account still holds a placeholder"],
  ["deploy", ["staging"], {}, 1, "There is no infra/settings/staging.ts"],
  ["seed", [], {}, 2, "Name the address of one API"],
  ["seed", ["http://127.0.0.1:1"], {}, 1, "CERTRAIL_STAFF_TOKEN is missing"],
  ["smoke", [], {}, 2, "Name the address of one API"],
  ["smoke", ["certrail"], {}, 1, "certrail is no address"],
  ["smoke", ["http://127.0.0.1:1"], {}, 1, "CERTRAIL_STAFF_TOKEN is missing"],
  ["client:build", [], { PROGRAMME: "no-such.ts" }, 1, "There is no programme no-such.ts"],
  ["demo", ["centre"], {}, 2, 'There is no story "centre"'],
  ["recount", [], { PORT: "1" }, 1, "Nobody answers at http://localhost:1"],
  ["recount", ["certrail"], {}, 1, "certrail is no address"],
  ["recount", ["http://127.0.0.1:1"], {}, 1, "CERTRAIL_STAFF_TOKEN is missing"],
  ["fuzz", ["--requests", "many"], {}, 2, '--requests must be a whole number from 1 on, not "many"'],
  ["simulate", ["--steps", "0"], {}, 2, "--steps must be"],
  ["crash", ["--cycles", "-1"], {}, 2, "--cycles"],
  ["bench:sweep", ["big"], {}, 2, "A size must be"],
] as const)("npm run %s %j with %j ends in one line", async (name, args, environment, code, words) => {
  const ended = await run(lineOf(name), args, environment);

  expect([ended.code, ended.out]).toEqual([code, ""]);
  expect(ended.err.trimEnd().split("\n")).toEqual([expect.stringContaining(words)]);
});

test("npm run where tells the source of a place in a bundle", async () => {
  const words = "TABLE_NAME is not set";
  const placeIn = (text: string) => {
    const [before = ""] = text.split(words);
    const lines = before.split("\n");
    return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  };
  const [bundle] = (await bundles()).filter(({ name }) => name === "place-order");
  const { line, column } = placeIn(readFileSync(join(bundle?.directory ?? "", "index.js"), "utf8"));
  const source = "shared/store/core/client.ts";
  const inSource = placeIn(readFileSync(join(root, source), "utf8"));

  const ended = await run(lineOf("where"), ["place-order", `/var/task/index.js:${line}:${column}`]);

  expect([ended.code, ended.err]).toEqual([0, ""]);
  expect(ended.out).toMatch(new RegExp(`^${source}:${inSource.line}:\\d+\n$`));
});
