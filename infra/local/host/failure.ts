/** A start that cannot succeed, told in one line to the person who started it; everything else is a fault. */
export class StartFailure extends Error {
  override readonly name = "StartFailure";
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
