import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { Issuer } from "../../infra/local/aws/gateway/issuer.ts";
import { SecretStore } from "../../infra/local/aws/secrets-manager/secrets.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { StartFailure } from "../../infra/local/host/failure.ts";
import { startHost, startRefused, temporaryData } from "../support/host.ts";

const garbage = Buffer.from("garbage: sesame\n".repeat(1000));

describe("the state that a host leaves", () => {
  const data = temporaryData();
  const folder = data.path;

  beforeAll(async () => {
    // An older version or a user left it open to everyone.
    chmodSync(folder, 0o755);
    for (const name of ["engine.log", "functions.log", "mail.jsonl", "table.db", "test-centers.db", "lock.sqlite"]) {
      writeFileSync(join(folder, name), "");
      chmodSync(join(folder, name), 0o644);
    }
    const host = await startHost({ dataDirectory: folder });
    await fetch(`${host.url}/__local/clock`, { method: "POST", body: '{"advance":"P1D"}' });
    // The position in the stream is saved once the stream is quiet.
    await vi.waitUntil(() => readdirSync(folder).some((name) => name.startsWith("stream-")), 60_000);
    await host.kill9();
  }, 120_000);

  afterAll(data.remove);

  test("its owner alone may read: the folder, and every file in it", () => {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    const open = files.filter(({ name }) => modeOf(join(folder, name)) !== "600").map(({ name }) => name);

    expect(modeOf(folder)).toBe("700");
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["clock.json", "issuer-key.json", "secrets.json", "table.db", "mail.jsonl"]),
    );
    expect(open).toEqual([]);
  });

  test.each([
    "clock.json",
    "secrets.json",
    "issuer-key.json",
    "seed.json",
    "mail.jsonl",
    "table.db",
    "test-centers.db",
    "lock.sqlite",
    "stream-",
  ])(
    "if %s is garbage, the start ends with one line that names the file and tells nothing of what is in it",
    async (name) => {
      const path = join(folder, readdirSync(folder).find((each) => each.startsWith(name)) ?? name);
      const before = readFileSync(path);
      writeFileSync(path, garbage);
      const { code, output } = await startRefused({ dataDirectory: folder });
      writeFileSync(path, before);
      const told = output.split("\n").filter((line) => line !== "" && !/^(Building|Found|Built|Ended) /.test(line));

      expect(told).toEqual([expect.stringMatching(/^\/.* is damaged: .*\. Put a copy of it back/)]);
      expect(told[0]).toContain(path);
      expect(output).not.toContain("sesame");
      expect(code).toBe(1);
    },
  );
});

describe("a state file", () => {
  let folder: string;
  let directory: DataDirectory;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "certrail-state-"));
    directory = DataDirectory.open(folder);
  });

  afterEach(() => {
    directory.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    ["empty", ""],
    ["cut short", '{"offsetMilliseconds":12'],
    ["of another form", '{"offset":12}'],
    ["without a number", '{"offsetMilliseconds":null}'],
    ["of a clock in 9999", JSON.stringify({ offsetMilliseconds: Date.UTC(9999, 11, 30) - Date.now() })],
    ["that is no text", "\u0000\u0001"],
  ])("%s is named in one line", (_, content) => {
    writeFileSync(directory.file("clock.json"), content);
    const open = () => new Clock(directory);

    expect(open).toThrow(StartFailure);
    expect(open).toThrow(/^[^\n]*clock\.json is damaged: [^\n]*$/);
  });

  test.each([
    ["issuer-key.json", { kty: "RSA", kid: "local", n: "x", e: "AQAB", d: "x" }, "it holds no RSA key"],
    ["secrets.json", { payments: "sesame" }, "payments: no secret"],
  ])("%s that is JSON and of no use is named, too", async (name, content, why) => {
    writeFileSync(directory.file(name), JSON.stringify(content));
    const tokens = { issuer: "https://id.example.org", audience: ["certrail"] };
    const rules = { tokens, staffGroup: "certrail-staff" };
    const open = async () => {
      new SecretStore(directory, [], []);
      await Issuer.open(directory, rules, new Clock(directory));
    };

    await expect(open()).rejects.toThrow(StartFailure);
    await expect(open()).rejects.toThrow(`${name} is damaged: ${why}.`);
  });

  test("that is written again is its owner's alone, also if it was cut off half written", () => {
    writeFileSync(directory.file(".x.json.new"), "");
    chmodSync(directory.file(".x.json.new"), 0o666);
    directory.write("x.json", { x: 1 });

    expect(modeOf(directory.file("x.json"))).toBe("600");
    expect(directory.read("x.json", z.unknown())).toEqual({ x: 1 });
  });
});

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
