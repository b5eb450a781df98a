import { steps } from "../../infra/steps.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { methodsOf } from "../../shared/contract/routes.ts";
import type { Handler } from "./invoke.ts";

type Route = { readonly method: string; readonly path: string };

const routeOf = ({ method, path }: Route) => `${method} ${path}`;

/** The function for each route, from the list of deployed functions. */
const names: ReadonlyMap<string, string> = new Map(
  steps.flatMap(({ name, trigger }) =>
    "http" in trigger
      ? trigger.http.flatMap((each) => methodsOf(each).map((method) => [routeOf({ ...each, method }), name] as const))
      : [],
  ),
);

const declared: ReadonlyMap<string, string> = new Map(
  operations.flatMap((each) => methodsOf(each).map((method) => [routeOf({ ...each, method }), each.id] as const)),
);

/** The name of a route's function, or of the fallback. Throws for an operation without a function. */
export function functionNameOf(route: Route): string {
  const [name, id] = [names.get(routeOf(route)), declared.get(routeOf(route))];
  if (name === undefined && id !== undefined) {
    throw new Error(`No function serves ${routeOf(route)}: add ${id} to the trigger of a functions/<name>/step.ts`);
  }
  return name ?? "describe-api";
}

/** The function of an operation, loaded into this process. */
export async function functionOf(operation: Route): Promise<Handler> {
  const loaded: { readonly handler: Handler } = await import(`../../functions/${functionNameOf(operation)}/handler.ts`);
  return loaded.handler;
}
