import { steps } from "../../infra/steps.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import type { Handler } from "./invoke.ts";

/** The function that answers each operation, by the list of what is deployed. */
const names: ReadonlyMap<string, string> = new Map(
  steps.flatMap(({ name, trigger }) => ("http" in trigger ? trigger.http.map(({ id }) => [id, name] as const) : [])),
);

/** The function of an operation, loaded into this process. */
export async function functionOf({ id }: Pick<Operation, "id">): Promise<Handler> {
  const name = names.get(id);
  if (name === undefined) throw new Error(`no function answers ${id}`);
  const loaded: { readonly handler: Handler } = await import(`../../functions/${name}/handler.ts`);
  return loaded.handler;
}
