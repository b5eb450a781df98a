import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { readDeployment } from "../../infra/local/assembly/template.ts";
import { startHost, temporaryData } from "../support/host.ts";

const command = join(import.meta.dirname, "..", "..", "infra", "commands", "redrive.ts");
const data = temporaryData();

afterAll(data.remove);

/** The command as an operator runs it, beside a host that runs. */
async function redrive(): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [command], { env: { ...process.env, DATA_DIR: data.path } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

const letter = (id: string, functionArn: string, requestPayload: object) => ({
  id,
  body: JSON.stringify({ requestContext: { functionArn }, requestPayload }),
  attributes: {},
});

test("npm run redrive gives the dead letters of a running host to their functions, and what fails stays for the next run", async () => {
  const [schedule] = readDeployment((await prepareAssembly()).directory).schedules;
  const { functionArn = "" } = schedule ?? {};
  const letters = [
    letter("one", functionArn, { time: "2026-11-22T09:30:00.000Z" }),
    letter("two", functionArn, { time: "never" }),
  ];
  writeFileSync(join(data.path, "dead-letters.json"), JSON.stringify(letters));
  const host = await startHost({ dataDirectory: data.path });

  const [first, second] = [await redrive(), await redrive()];
  await host.kill9();
  const again = await startHost({ dataDirectory: data.path });
  const third = await redrive();
  await again.stop();

  expect(first.output).toMatch(/^\S+ has taken 1 event$/m);
  for (const { code, output } of [first, second, third]) {
    expect(output).toMatch(/^Stays: \S+: the function fails on it again: see its log$/m);
    expect(output).toContain("1 stay in the queue");
    expect(code).toBe(1);
  }
  expect(second.output).not.toContain("has taken");
  expect(await redrive()).toEqual({ code: 1, output: "The local run is not up: npm start.\n" });
});
