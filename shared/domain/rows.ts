import { accept, type Decision, type RefusedRow, refuseRows } from "./decision.ts";

/**
 * Decides on several rows as if they came one after the other, each on what those before it have made: all or none. Rows
 * behind a refused one are looked at, too, so that the answer names every row that stands in the way.
 */
export function decideRows<Row, Made>(
  rows: readonly Row[],
  pointer: (at: number) => string,
  decide: (row: Row, made: readonly Made[]) => Decision<Made>,
): Decision<readonly Made[]> {
  const made: Made[] = [];
  const refused: RefusedRow[] = [];
  rows.forEach((row, at) => {
    const decision = decide(row, made);
    if (decision.accepted) made.push(decision.value);
    else refused.push({ pointer: pointer(at), refusal: decision.refusal });
  });
  return refused.length === 0 ? accept(made) : refuseRows(refused);
}
