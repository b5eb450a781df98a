import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a process's time in hundredths of a second. */
const tickMilliseconds = 10;

/** CPU milliseconds of a process so far, ended threads included. */
export function cpuOf(pid: number): number {
  return timeIn(readFileSync(`/proc/${pid}/stat`, "utf8"));
}

/** CPU milliseconds so far of the threads that run now, by the beginning of their names. */
export function threadsOf(pid: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const stat = statOf(`/proc/${pid}/task/${thread}/stat`);
    const name = /\((.*)\)/s.exec(stat)?.[1] ?? "";
    found.set(name, (found.get(name) ?? 0) + timeIn(stat));
  }
  return found;
}

function statOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // The thread ended while we were looking.
    return "";
  }
}

/** User and system time are the 14th and 15th field. The second, the name, may hold blanks. */
function timeIn(stat: string): number {
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return (user + system) * tickMilliseconds;
}
