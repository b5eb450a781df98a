import {
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalClient } from "../../infra/commands/client.ts";
import { clientPackage } from "../../infra/commands/client-package.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { problems } from "../../shared/contract/problems/problems.ts";
import { runNode, runNpm, typeCheck } from "../support/compile.ts";
import { type RunningHost, startHost } from "../support/host.ts";

const directory = mkdtempSync(join(tmpdir(), "certrail-client-"));
const built = join(directory, "built");
const customer = join(directory, "customer");

const strict = {
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
  module: "nodenext",
  strict: true,
  noEmit: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
};

/** The only Node global in the README's sample. */
const ofNode = "declare const process: { readonly env: { readonly [name: string]: string | undefined } };\n";

let host: RunningHost;

beforeAll(async () => {
  clientPackage(built);
  host = await startHost();
});

afterAll(async () => {
  await host.stop();
  rmSync(directory, { recursive: true, force: true });
});

const text = (file: string) => readFileSync(join(built, file), "utf8");

describe("the client as a package", () => {
  test("it is small, and loads and names nothing but itself", () => {
    const files = globSync("*.{js,d.ts}", { cwd: built });
    const imports = files.flatMap((file) => [...text(file).matchAll(/(?:from|import\()\s*"([^"]+)"/g)]);
    expect(imports.length).toBeGreaterThan(10);
    expect(imports.filter(([, from = ""]) => !files.includes(from.replace("./", "")))).toEqual([]);
    const bytes = globSync("*.js", { cwd: built }).map((file) => statSync(join(built, file)).size);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(32_768);
    expect(files.filter((file) => /\bzod\b|\bZod/.test(text(file)))).toEqual([]);
  });

  test("its types name every operation, with what it does, and every code of a refusal", () => {
    const calls = text("calls.d.ts");
    for (const { id, summary } of operations) {
      expect(calls).toContain(`    readonly ${id}: {`);
      expect(calls).toContain(summary);
    }
    for (const code of Object.keys(problems)) expect(calls).toContain(`"${code}"`);
    expect(calls).not.toMatch(/: any\b|\bany[;[]|<any>/);
  });

  test("the snippets of its README are one program, which compiles as it stands and runs", async () => {
    const program = [...text("README.md").matchAll(/^```ts\n(.*?)^```$/gms)].map(([, snippet]) => snippet).join("\n");
    const place = join(directory, "readme");
    mkdirSync(join(place, "node_modules"), { recursive: true });
    cpSync(built, join(place, "node_modules", "certrail-client"), { recursive: true });
    writeFileSync(join(place, "package.json"), JSON.stringify({ private: true, type: "module" }));
    writeFileSync(join(place, "program.ts"), program);
    writeFileSync(join(place, "node.d.ts"), ofNode);
    writeFileSync(
      join(place, "tsconfig.json"),
      JSON.stringify({ compilerOptions: strict, files: ["program.ts", "node.d.ts"] }),
    );
    expect(await typeCheck(place)).toEqual({ code: 0, output: "" });

    const local = new LocalClient(host.url);
    const ran = await runNode(place, ["program.ts"], {
      CERTRAIL_URL: host.url,
      CERTRAIL_TOKEN: await local.token({ sub: "reader" }),
      WEBHOOK_SECRET: (await local.secrets()).prometric?.[0] ?? "",
    });
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.output.replaceAll(/ord_\w+/g, "ord").split("\n")).toEqual([
      "awaiting-payment",
      "nothing to do",
      "true",
      "ord awaiting-payment",
      "ord cancelled",
      "waiting",
      "",
    ]);
  });

  test("packed and installed into an empty folder, it compiles in a strict program and runs", async () => {
    expect(await runNpm(built, ["pack", "--silent", "--pack-destination", directory])).toMatchObject({ code: 0 });
    const [archive = ""] = globSync("certrail-client-*.tgz", { cwd: directory });
    mkdirSync(customer);
    writeFileSync(join(customer, "package.json"), JSON.stringify({ private: true, type: "module" }));
    const installed = await runNpm(customer, ["install", "--offline", "--no-audit", join(directory, archive)]);
    expect(installed).toMatchObject({ code: 0 });
    expect(globSync("node_modules/*", { cwd: customer })).toEqual(["node_modules/certrail-client"]);

    copyFileSync(join(import.meta.dirname, "samples", "packaged.ts"), join(customer, "sample.ts"));
    writeFileSync(join(customer, "tsconfig.json"), JSON.stringify({ compilerOptions: strict, files: ["sample.ts"] }));
    expect(await typeCheck(customer)).toEqual({ code: 0, output: "" });

    const local = new LocalClient(host.url);
    const environment = {
      CERTRAIL_URL: host.url,
      CERTRAIL_TOKEN: await local.token({ sub: "ana", email: "ana@example.org" }),
      PAYMENTS_SECRET: (await local.secrets()).payments?.[0] ?? "",
    };
    const ran = await runNode(customer, ["sample.ts"], environment);
    expect(ran).toEqual({ code: 0, output: "applied, 2 codes issued, order-already-paid\n" });
  });
});
