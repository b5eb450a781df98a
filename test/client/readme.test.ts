import { execFile } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runNode } from "../support/compile.ts";
import { type RunningHost, startHost } from "../support/host.ts";
import { lacking, withoutThem } from "../support/programs.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);

const ownProgramme = join(root, "build", "readme-programme");
let host: RunningHost;

beforeAll(async () => {
  host = await startHost();
});

afterAll(async () => {
  await host.stop();
  rmSync(ownProgramme, { recursive: true, force: true });
});

const forCalls = lacking("bash", "curl", "sed");
const title = "its calls list a certification and place one order, however often they are made";

describe("the README can be followed", () => {
  test.skipIf(forCalls.length > 0)(`${title}${withoutThem(forCalls)}`, async () => {
    const calls = blocks.find((block) => block.includes("curl")) ?? "";
    const script = calls.replaceAll("localhost:3000", new URL(host.url).host);
    const orders = async () => {
      const { stdout } = await run("bash", ["-euc", script]);
      expect(stdout).toContain('"certificationId":"acp-cloud-computing"');
      return /"orderId":"(ord_\w+)"/.exec(stdout)?.[1] ?? "no order";
    };
    expect(await orders()).toMatch(/^ord_/);
    expect(await orders()).toBe(await orders());
  });

  test("a shell that expands ? and * outside of quotes, as zsh does, takes every call of our documents", () => {
    const documents = globSync("{*,{functions,infra,shared,test}/**/*}.md", { cwd: root });
    const commands = documents.flatMap((file) =>
      (readFileSync(join(root, file), "utf8").match(/^.*\bcurl -.*$/gm) ?? []).map((line) => `${file}: ${line}`),
    );
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((line) => /[?*[]/.test(line.replaceAll(/'[^']*'|"[^"]*"/g, "")))).toEqual([]);
  });

  test("the programme that it has one copy is a programme, and may import its type from where the README says", async () => {
    const [, source = "", copy = ""] = /cp -R (\S+) (programmes\/\w+)/.exec(readme) ?? [];
    const [, before = "", after = ""] = /sed -i\.bak 's#"(\S+?)#"(\S+?)#'/.exec(readme) ?? [];
    expect(existsSync(join(root, source, before, "domain", "programme", "programme.ts"))).toBe(true);
    expect(existsSync(join(root, copy, after, "domain", "programme", "programme.ts"))).toBe(true);
    mkdirSync(ownProgramme, { recursive: true });
    cpSync(join(root, source), ownProgramme, { recursive: true });
    const program = 'console.log((await import("./shared/domain/programme/programme-versions.ts")).programme.name)';
    const parameters = ["--import", "./infra/programme-hook.ts", "--input-type=module", "--eval", program];
    const ran = await runNode(root, parameters, { PROGRAMME: join(ownProgramme, "programme.ts") });
    expect(ran).toEqual({ code: 0, output: "Harbour Pilots’ Guild\n" });
  });
});
