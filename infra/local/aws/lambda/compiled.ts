import { hash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** A bundle that was loaded; `keep` saves its compiled code for the next instance, also of another host, if it is not there. */
export type Loaded = { readonly exports: unknown; readonly keep: () => void };

/**
 * Loads a CommonJS file as `require` does, with its compiled code from `folder` where an instance has kept it: to compile it
 * takes a third of an instance's start. It is named by the file's content, for V8 compares the length alone.
 */
export function load(file: string, folder: string): Loaded {
  const source = readFileSync(file, "utf8");
  const kept = join(folder, `${hash("sha256", source)}-${process.version}`);
  const cachedData = readIfThere(kept);
  const script = new Script(Module.wrap(source), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  const isKept = cachedData !== undefined && !script.cachedDataRejected;
  return { exports: module.exports, keep: () => isKept || keep(kept, script.createCachedData()) };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Writes a file in one step, since other hosts read it. Where it cannot be kept, each of them compiles for itself. */
export function keep(file: string, content: string | Buffer): void {
  const fresh = join(dirname(file), `.${randomUUID()}`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(fresh, content);
    renameSync(fresh, file);
  } catch {
    rmSync(fresh, { force: true });
  }
}
