import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../infra/local/host/at-exit.ts";
import { defaultProgramme, programmeFile } from "../../infra/programme.ts";
import { digestOf, programmeSources } from "../../infra/sources.ts";

/** Bundles and assemblies are built again when the digest of their sources differs. */

const folder = temporaryFolder("certrail-sources-");
const [one, other] = [join(folder.path, "one.ts"), join(folder.path, "below", "other.ts")];

beforeEach(() => {
  rmSync(folder.path, { recursive: true, force: true });
  mkdirSync(join(folder.path, "below"), { recursive: true });
  writeFileSync(one, "1");
  writeFileSync(other, "2");
});

afterAll(folder.remove);

test("a digest is the same as long as nothing changes", () => {
  const digest = digestOf([folder.path]);
  writeFileSync(one, "1");

  expect(digestOf([folder.path])).toBe(digest);
  expect(digestOf([one, other])).not.toBe(digestOf([other, one]));
});

test.each([
  ["a file has other contents", () => writeFileSync(other, "3")],
  ["a file has another name", () => renameSync(other, join(folder.path, "below", "another.ts"))],
  ["a file is gone", () => rmSync(one)],
  ["a file is new", () => writeFileSync(join(folder.path, "new.ts"), "")],
  [
    "two files have exchanged their contents",
    () => {
      writeFileSync(one, "2");
      writeFileSync(other, "1");
    },
  ],
])("a digest differs when %s", (_, change) => {
  const digest = digestOf([folder.path]);
  change();

  expect(digestOf([folder.path])).not.toBe(digest);
});

test("a digest differs by what counts beside the files, and a source that is not there counts as nothing", () => {
  expect(digestOf([one], "a")).not.toBe(digestOf([one], "b"));
  expect(digestOf([one, join(folder.path, "none.ts")])).toBe(digestOf([one]));
});

test("the programme's sources are its file and the files beside it", () => {
  expect(programmeFile()).toBe(defaultProgramme);
  expect(programmeSources()).toEqual(
    expect.arrayContaining([defaultProgramme, join(defaultProgramme, "..", "branding.ts")]),
  );
});
