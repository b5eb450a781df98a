import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { notesOf } from "../../infra/commands/release-notes.ts";

const root = join(import.meta.dirname, "..", "..");

const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ license: z.string().optional(), dev: z.boolean().optional(), devOptional: z.boolean().optional() }),
  ),
});

/** Of SPDX: they ask for their text or a name at most. */
const allowed = new Set(
  "MIT MIT-0 ISC 0BSD BSD BSD-2-Clause BSD-3-Clause Apache-2.0 BlueOak-1.0.0 Python-2.0 OFL-1.1".split(" "),
);

/**
 * MPL-2.0 asks for the source of its own files alone, and only where they were changed: we ship them as they came, with a
 * page that says where their source is. There is no rasteriser without native code and of this size under another one.
 */
const unchanged = ["node_modules/@resvg/resvg-wasm"];

/** Old packages that the lock file has no licence of; their own files say MIT. */
const toldElsewhere = ["node_modules/decko", "node_modules/png-js", "node_modules/stickyfill"];

test("every package that is deployed, or runs locally, has a licence that asks for no source", () => {
  const { packages } = lock.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const used = Object.entries(packages).filter(([path, { dev, devOptional }]) => path !== "" && !dev && !devOptional);
  expect(used.length).toBeGreaterThan(100);
  const others = used.filter(([path, { license }]) =>
    license === undefined ? !toldElsewhere.includes(path) : !isAllowed(license) && !unchanged.includes(path),
  );
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

/** An expression of SPDX without nested brackets: one of the alternatives, all of whose parts are allowed. */
function isAllowed(expression: string): boolean {
  const alternatives = expression.replaceAll(/[()]/g, "").split(" OR ");
  return alternatives.some((each) => each.split(" AND ").every((part) => allowed.has(part)));
}

test("the workflows have no fault that actionlint finds", () => {
  const linter = join(root, "node_modules", "@tktco", "node-actionlint", "bin", "node-actionlint.js");
  // It throws with what it finds.
  const told = execFileSync(process.execPath, [linter], { cwd: root, encoding: "utf8" });
  expect(told).toContain("Checking 3 workflow file(s)");
});

test("a release's notes are the section of its version, and a tag of another version or without a section has none", () => {
  const changelog =
    "# Changelog\n\n## [Unreleased]\n\nNew.\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- It.\n\n## [0.1.0] - 2026-11-01\n";

  expect(notesOf("v0.2.0", "0.2.0", changelog)).toBe("### Added\n\n- It.");
  expect(() => notesOf("v0.2.1", "0.2.0", changelog)).toThrow("is not v0.2.0");
  expect(() => notesOf("v0.1.0", "0.1.0", changelog)).toThrow("no section [0.1.0]");
  expect(() => notesOf("v0.3.0", "0.3.0", changelog)).toThrow("no section [0.3.0]");
});
