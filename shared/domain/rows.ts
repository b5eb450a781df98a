import { accept, type Decision, type RefusedRow, refuseRows } from "./decision.ts";

/** Decides rows in order, all or none. Each sees what earlier ones made. The answer names every refused row. */
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
