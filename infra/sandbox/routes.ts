import { TrieRouter } from "hono/router/trie-router";

/** An operation with its description for the reference. */
export type Route<T> = { readonly does: string; readonly run: T };

/** Decoded path parameters. */
export type Params = Readonly<Record<string, string>>;

/** Matches requests to operations. A key is a method and a path: `GET /bookings/:bookingId`. */
export class Routes<T> {
  readonly #router = new TrieRouter<T>();
  readonly #routes: Readonly<Record<string, Route<T>>>;

  constructor(routes: Readonly<Record<string, Route<T>>>) {
    this.#routes = routes;
    for (const [key, { run }] of Object.entries(routes)) {
      const [method = "", path = ""] = key.split(" ");
      this.#router.add(method, path, run);
    }
  }

  /** Finds the operation. Undefined if there is none, or the path's encoding is malformed. HEAD matches GET. */
  find(method: string, path: string): { readonly run: T; readonly params: Params } | undefined {
    const [matched, stash] = this.#router.match(method === "HEAD" ? "GET" : method, path === "" ? "/" : path);
    const [first] = matched;
    if (first === undefined) return undefined;
    try {
      const [run, params] = first;
      const named = Object.entries(params).map(([name, value]) => [
        name,
        decodeURIComponent(typeof value === "number" ? (stash?.[value] ?? "") : value),
      ]);
      return { run, params: Object.fromEntries(named) };
    } catch {
      return undefined;
    }
  }

  /** For the reference. */
  listed(below: string): { readonly method: string; readonly path: string; readonly does: string }[] {
    return Object.entries(this.#routes).map(([key, { does }]) => {
      const [method = "", path = ""] = key.split(" ");
      return { method, path: path === "/" ? below : `${below}${path}`, does };
    });
  }
}
