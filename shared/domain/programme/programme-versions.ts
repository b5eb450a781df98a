import { versions } from "./default-programme.ts";
import type { Programme } from "./programme.ts";
import { ProgrammeFault, versionFaults } from "./programme-faults.ts";

const faults = versionFaults(versions);
const newest = versions.at(-1);
if (newest === undefined || faults.length > 0)
  throw new ProgrammeFault(`The programme is faulty: ${faults.join("; ")}`);

/** The rules under which codes are sold now. */
export const programme: Programme = newest;

/** The rules of a version. Throws for an unknown one, because that is a fault. */
export function programmeOf(version: number): Programme {
  const found = versions.find((each) => each.version === version);
  if (found === undefined) throw new Error(`no programme version ${version}`);
  return found;
}

/** The days before its end on which the holder of a thing is reminded (R30). */
export function remindersOf({ programmeVersion }: { readonly programmeVersion: number }): readonly number[] {
  return programmeOf(programmeVersion).reminderDays;
}
