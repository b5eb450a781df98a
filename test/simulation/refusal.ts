import type { Answer } from "./state.ts";

/** What does not exist, or not for this account, is not found; what others may do is forbidden; the rest is a conflict. */
export function refused(says: string | undefined): Answer {
  if (says?.endsWith("-only")) return { status: 403, says };
  return { status: says?.endsWith("-not-found") ? 404 : 409, says };
}
