import type { Answer } from "./state.ts";

/** What does not exist, or not for this account, is not found; whatever else stands against it is a conflict. */
export function refused(says: string | undefined): Answer {
  return { status: says?.endsWith("-not-found") ? 404 : 409, says };
}
