import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { Functions } from "../../infra/local/aws/lambda/functions.ts";
import { temporaryFolder } from "../../infra/local/host/at-exit.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { FunctionLog } from "../../infra/local/host/log.ts";
import { Stats } from "../../infra/local/host/stats.ts";

/** The local host starts instances of a function. */

const folder = temporaryFolder("certrail-functions-");
const directory = DataDirectory.open(join(folder.path, "data"));
let log: FunctionLog;
let printed: unknown[];
let functions: Functions;

beforeEach(() => {
  printed = [];
  log = new FunctionLog(directory, false, ({ message }) => printed.push(message));
});

afterEach(async () => {
  await functions.stop();
  log.close();
});

afterAll(() => {
  directory.close();
  folder.remove();
});

/** A function with that code, whose `instance` is its number: each takes the first that none has, also if two start at once. */
function deployed(name: string, code: string): void {
  const started = JSON.stringify(join(folder.path, `${name}.started`));
  const counting = `const { writeFileSync } = require("node:fs");
    let instance = 1;
    const isTaken = () => { try { writeFileSync(${started} + instance, "", { flag: "wx" }); } catch { return true; } };
    while (isTaken()) instance += 1;`;
  writeFileSync(join(folder.path, "index.js"), `${counting}\n${code}`);
  const definition = { name, arn: name, directory: folder.path, handler: "index.handler", environment: {} };
  functions = new Functions(
    [{ ...definition, memoryMegabytes: 128, timeoutSeconds: 20, allowed: [] }],
    { dynamodb: "", services: "" },
    log,
    new Stats(),
  );
}

test("an event waits for a free instance when the one that was started for it cannot start", async () => {
  deployed(
    "lame",
    `if (instance > 1) throw new Error("no memory left");
     exports.handler = async (event) => { await new Promise((done) => setTimeout(done, 200)); return event; };`,
  );
  const outcomes = await Promise.all([1, 2, 3].map((event) => functions.invoke("lame", event)));

  expect(outcomes).toEqual([1, 2, 3].map((event) => ({ ok: true, payload: String(event) })));
});

test("a function that cannot start at all fails each event, and tells why", async () => {
  deployed("broken", `throw new Error("no such module");`);
  const outcomes = await Promise.all([1, 2].map((event) => functions.invoke("broken", event)));

  const failed = { ok: false, reason: "ended", detail: expect.stringContaining("no such module") };
  expect(outcomes).toEqual([failed, failed]);
});

test("an instance that loads for longer than ten seconds takes the event that waits for it", async () => {
  deployed(
    "slow",
    `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_500); exports.handler = async () => instance;`,
  );

  expect(await functions.invoke("slow", {})).toEqual({ ok: true, payload: "1" });
});

test("the host has what a function printed before its answer, and before its end", async () => {
  const line = (message: string) => `console.log('{"message":"${message}"}');`;
  deployed(
    "talkative",
    `${line("loaded")}
     exports.handler = async (event) => {
       ${line("begun")}
       await new Promise((done) => setTimeout(done, 50));
       ${line("done")}
       if (event === "end") process.exit(1);
       return event;
     };`,
  );

  expect(await functions.invoke("talkative", 1)).toMatchObject({ ok: true });
  expect(printed).toEqual(["loaded", "begun", "done"]);
  expect(await functions.invoke("talkative", "end")).toMatchObject({ ok: false, reason: "ended" });
  expect(printed).toEqual(["loaded", "begun", "done", "begun", "done"]);
});
