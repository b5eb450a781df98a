import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const works: (() => void)[] = [];

process.on("exit", () => {
  for (const work of works.toReversed()) work();
});

/**
 * Does the work when this process exits, however it does (a SIGKILL aside), the last work first: a child process is
 * killed before the folder that it writes to is removed. Answers how to take that back.
 */
export function atExit(work: () => void): () => void {
  works.push(work);
  return () => {
    const place = works.indexOf(work);
    if (place >= 0) works.splice(place, 1);
  };
}

/** A folder that does not outlive this process. It can be removed earlier. */
export function temporaryFolder(
  prefix: string,
  under = tmpdir(),
): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(under, prefix));
  // A process that was killed a moment ago may still write a file while the folder is being removed.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  atExit(remove);
  return { path, remove };
}
