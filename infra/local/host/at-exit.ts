import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const works: (() => void)[] = [];

process.on("exit", () => {
  for (const work of works.toReversed()) work();
});

/**
 * Runs the work when this process exits (except by SIGKILL), in reverse order: a child process ends before the folder
 * that it writes to is removed. Returns a function that cancels the work.
 */
export function atExit(work: () => void): () => void {
  works.push(work);
  return () => {
    const place = works.indexOf(work);
    if (place >= 0) works.splice(place, 1);
  };
}

/** A temporary folder. It is removed at the latest when this process exits. */
export function temporaryFolder(
  prefix: string,
  under = tmpdir(),
): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(under, prefix));
  // A process that was just killed may still write a file during the removal.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  atExit(remove);
  return { path, remove };
}

const memory = "/dev/shm";
const enoughBytes = 2 * 2 ** 30;

/**
 * The place for state that nobody keeps. It is in memory if the machine has enough, because each write waits for the disk.
 * An explicit TMPDIR is respected.
 */
export function fastPlace(): string {
  if (process.env.TMPDIR !== undefined || !existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > enoughBytes ? memory : tmpdir();
}
