import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { StartFailure } from "../../host/failure.ts";

/** The engine's executable for this platform. Throws StartFailure if its package is not installed. */
export function engineBinary(): string {
  const platform = `${process.platform}-${process.arch}`;
  const file = process.platform === "win32" ? "dynoxide.exe" : "dynoxide";
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}/${file}`);
  } catch {
    throw new StartFailure(
      `The embedded engine is not installed for ${platform} (npm package @dynoxide/${platform}). ` +
        "Start any other DynamoDB-compatible endpoint, for instance DynamoDB Local " +
        "(docker run -p 8000:8000 amazon/dynamodb-local), and set DYNAMODB_ENDPOINT=http://localhost:8000.",
    );
  }
}

/**
 * Ends the engines that a killed host left on this database, and waits until they are gone. It only ends a process
 * whose command line names the engine and this database file.
 */
export async function endOrphans(databasePath: string): Promise<number> {
  const found = enginesOn(databasePath);
  for (let attempt = 0, left = found; left.length > 0; attempt += 1, left = enginesOn(databasePath)) {
    if (attempt === 200) throw new StartFailure(`A former engine still has ${databasePath} open`);
    for (const pid of left) end(pid, attempt < 50 ? "SIGTERM" : "SIGKILL");
    await sleep(20);
  }
  return found.length;
}

/** A zombie process has no command line, so it is not found. */
function enginesOn(databasePath: string): number[] {
  return commandLines()
    .filter(({ words }) => isEngine(words, databasePath))
    .map(({ pid }) => pid);
}

function isEngine(words: readonly string[], databasePath: string): boolean {
  const [program = ""] = words;
  return program.includes("dynoxide") && words.includes("serve") && words.includes(databasePath);
}

function commandLines(): { readonly pid: number; readonly words: readonly string[] }[] {
  if (existsSync("/proc/self/cmdline")) {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), words: procWords(name) }));
  }
  if (process.platform === "win32") return [];
  const listing = execFileSync("ps", ["-A", "-o", "pid=,command="], { encoding: "utf8" });
  return listing.split("\n").map((line) => {
    const [pid = "0", ...words] = line.trim().split(/\s+/);
    return { pid: Number(pid), words };
  });
}

function procWords(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    // It ended while we were looking.
    return [];
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended while we were looking.
  }
}
