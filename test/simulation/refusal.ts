import type { Answer } from "./state.ts";

/** 404 if it does not exist for this account, 403 if others may do it, otherwise 409. */
export function refused(says: string | undefined): Answer {
  if (says?.endsWith("-only")) return { status: 403, says };
  return { status: says?.endsWith("-not-found") ? 404 : 409, says };
}
