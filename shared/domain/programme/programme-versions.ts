import { versions } from "./default-programme.ts";
import type { Programme } from "./programme.ts";

const newest = versions.at(-1);
if (newest === undefined) throw new Error("there is no programme");

/**
 * The rules under which codes are sold now. They were checked when the functions were built (`infra/programme-hook.ts`): a
 * check takes 2 to 6 ms of a function's start.
 */
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
