import { versions } from "./default-programme.ts";
import type { Programme } from "./programme.ts";
import { versionFaults } from "./programme-faults.ts";

const faults = versionFaults(versions);
const newest = versions.at(-1);
if (newest === undefined || faults.length > 0) throw new Error(faults.join("; "));

/** The rules under which codes are sold today. */
export const programme: Programme = newest;

/** The rules that a code was sold under. Throws for a version that was never in force: that is a fault, not a refusal. */
export function programmeOf(version: number): Programme {
  const found = versions.find((each) => each.version === version);
  if (found === undefined) throw new Error(`no programme version ${version}`);
  return found;
}
