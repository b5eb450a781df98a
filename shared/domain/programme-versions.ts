import { currentProgramme } from "./default-programme.ts";
import { faultsOf, type Programme } from "./programme.ts";

/** Every version under which codes were sold, oldest first. */
const versions: readonly Programme[] = [currentProgramme];

for (const version of versions) {
  const faults = faultsOf(version);
  if (faults.length > 0) throw new Error(`programme version ${version.version}: ${faults.join("; ")}`);
}

/** The rules under which codes are sold today. */
export const programme: Programme = currentProgramme;

/** The rules that a code was sold under. Throws for a version that was never in force: that is a fault, not a refusal. */
export function programmeOf(version: number): Programme {
  const found = versions.find((each) => each.version === version);
  if (found === undefined) throw new Error(`no programme version ${version}`);
  return found;
}
