import { TrieRouter } from "hono/router/trie-router";

/** One operation of the local run: what it does, for its reference, and what carries it out. */
export type Route<T> = { readonly does: string; readonly run: T };

/** A request's path parameters, decoded. */
export type Params = Readonly<Record<string, string>>;

/** Which operation a request asks for. The keys are a method and a path: `GET /bookings/:bookingId`. */
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

  /** The operation and its parameters; undefined if there is none, or the path is not well percent-encoded. HEAD is as GET. */
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

  /** All of them, for the reference. */
  listed(below: string): { readonly method: string; readonly path: string; readonly does: string }[] {
    return Object.entries(this.#routes).map(([key, { does }]) => {
      const [method = "", path = ""] = key.split(" ");
      return { method, path: path === "/" ? below : `${below}${path}`, does };
    });
  }
}
