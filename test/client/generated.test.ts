import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSource } from "oazapfts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalClient } from "../../infra/commands/client.ts";
import { runNode, typeCheck } from "../support/compile.ts";
import { type RunningHost, startHost } from "../support/host.ts";

/** Inside the project, so that the generated client finds its runtime. */
const directory = join(import.meta.dirname, "..", "..", "build", "generated-client");

let host: RunningHost;

beforeAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  host = await startHost();
});

afterAll(async () => {
  await host.stop();
});

test("a client that a public generator makes of /openapi.json compiles and goes a candidate's whole way", async () => {
  const described = join(directory, "openapi.json");
  writeFileSync(described, await (await fetch(`${host.url}/openapi.json`)).text());
  writeFileSync(join(directory, "api.ts"), await generateSource(described));
  copyFileSync(join(import.meta.dirname, "samples", "generated.ts"), join(directory, "candidate.ts"));
  // Generated code does not compile with `exactOptionalPropertyTypes`, which is not part of `strict`.
  const compilerOptions = { exactOptionalPropertyTypes: false, noUnusedLocals: false };
  const settings = { extends: "../../tsconfig.json", compilerOptions, include: ["*"] };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(settings));

  expect(await typeCheck(directory)).toEqual({ code: 0, output: "" });

  const local = new LocalClient(host.url);
  const secrets = await local.secrets();
  const environment = {
    CERTRAIL_URL: host.url,
    CERTRAIL_TOKEN: await local.token({ sub: "ana", email: "ana@example.org", name: "Ana Sá" }),
    PAYMENTS_SECRET: secrets.payments?.[0] ?? "",
    PROMETRIC_SECRET: secrets.prometric?.[0] ?? "",
  };
  expect(await runNode(directory, ["candidate.ts"], environment)).toEqual({ code: 0, output: "Ana Sá: valid\n" });
});
