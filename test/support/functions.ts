import { steps } from "../../infra/steps.ts";
import { methodsOf } from "../../shared/contract/operation.ts";
import type { Handler } from "./invoke.ts";

type Route = { readonly method: string; readonly path: string };

const routeOf = ({ method, path }: Route) => `${method} ${path}`;

/** The function that answers each route, by the list of what is deployed. */
const names: ReadonlyMap<string, string> = new Map(
  steps.flatMap(({ name, trigger }) =>
    "http" in trigger
      ? trigger.http.flatMap((each) => methodsOf(each).map((method) => [routeOf({ ...each, method }), name] as const))
      : [],
  ),
);

/** The name of the function that answers a route; of the one for what no route matches, where none does. */
export function functionNameOf(route: Route): string {
  return names.get(routeOf(route)) ?? "describe-api";
}

/** The function of an operation, loaded into this process. */
export async function functionOf(operation: Route): Promise<Handler> {
  const loaded: { readonly handler: Handler } = await import(`../../functions/${functionNameOf(operation)}/handler.ts`);
  return loaded.handler;
}
