import type { RouteDefinition } from "../../assembly/api.ts";

/** The matched route and its decoded path parameters. */
export type Choice = {
  readonly route: RouteDefinition;
  readonly pathParameters?: { readonly [name: string]: string };
};

type Pattern = { readonly route: RouteDefinition; readonly method: string; readonly segments: readonly string[] };

/**
 * Matches routes like API Gateway. From the left, a literal segment comes before `{parameter}`, then `{proxy+}`. The
 * exact method comes before ANY. `$default` is last.
 */
export class Routes {
  readonly #patterns: readonly Pattern[];
  readonly #fallback: RouteDefinition | undefined;

  constructor(routes: readonly RouteDefinition[]) {
    this.#fallback = routes.find((route) => route.key === "$default");
    this.#patterns = routes
      .filter((route) => route.key !== "$default")
      .map(patternOf)
      .sort(byPrecedence);
  }

  /** `path` is percent-encoded. Throws URIError if an encoding is malformed. */
  choose(method: string, path: string): Choice | undefined {
    const segments = path.split("/").slice(1).map(decodeURIComponent);
    for (const pattern of this.#patterns) {
      if (pattern.method !== method && pattern.method !== "ANY") continue;
      const values = match(pattern.segments, segments);
      if (values === undefined) continue;
      return { route: pattern.route, ...(Object.keys(values).length === 0 ? {} : { pathParameters: values }) };
    }
    return this.#fallback === undefined ? undefined : { route: this.#fallback };
  }
}

function patternOf(route: RouteDefinition): Pattern {
  const [method = "", path = ""] = route.key.split(" ");
  return { route, method, segments: path.split("/").slice(1) };
}

function match(pattern: readonly string[], segments: readonly string[]): { [name: string]: string } | undefined {
  const values: { [name: string]: string } = {};
  for (const [position, expected] of pattern.entries()) {
    const actual = segments[position];
    if (isGreedy(expected)) {
      const rest = segments.slice(position).join("/");
      return rest === "" ? undefined : { ...values, [expected.slice(1, -2)]: rest };
    }
    if (isParameter(expected)) {
      if (!actual) return undefined;
      values[expected.slice(1, -1)] = actual;
    } else if (actual !== expected) return undefined;
  }
  return pattern.length === segments.length ? values : undefined;
}

function byPrecedence(a: Pattern, b: Pattern): number {
  for (let position = 0; position < Math.max(a.segments.length, b.segments.length); position += 1) {
    const difference = rank(a.segments[position]) - rank(b.segments[position]);
    if (difference !== 0) return difference;
  }
  return Number(a.method === "ANY") - Number(b.method === "ANY");
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 3;
  if (isGreedy(segment)) return 2;
  return isParameter(segment) ? 1 : 0;
}

function isParameter(segment: string): boolean {
  return segment.startsWith("{") && segment.endsWith("}");
}

function isGreedy(segment: string): boolean {
  return segment.startsWith("{") && segment.endsWith("+}");
}
