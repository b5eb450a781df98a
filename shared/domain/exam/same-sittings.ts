import type { Entitlement } from "./entitlement.ts";
import type { Sittings } from "./sitting.ts";

/** Whether nobody can see a difference (R14). Of an exam code, people only see when it was booked. */
export function isSame(kind: Entitlement["kind"], before: Sittings, after: Sittings): boolean {
  const hidden = new Set(["candidateId", "centerRegistrationId", ...(kind === "exam-code" ? [] : ["bookedAt"])]);
  return pictureOf(before, hidden) === pictureOf(after, hidden);
}

function pictureOf({ appointments, ended, incomplete }: Sittings, hidden: ReadonlySet<string>): string {
  const all = [[...appointments].sort(byName), [...ended].sort(byName), incomplete];
  return JSON.stringify(all, (name, value) => (hidden.has(name) ? undefined : value));
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
