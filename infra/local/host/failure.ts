/** A start that cannot succeed. The user sees one line. Any other error is a fault. */
export class StartFailure extends Error {
  override readonly name = "StartFailure";
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
