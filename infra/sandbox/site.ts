import type { HttpRequest } from "../local/aws/gateway/gateway-event.ts";
import type { Answer } from "../local/host/problem.ts";
import { type Params, type Route, Routes } from "./routes.ts";
import { Refused, refused } from "./test-centers/refused.ts";
import { refusalFor } from "./test-centers/test-centers.ts";

export type Operation<Of> = (of: Of, request: HttpRequest, params: Params) => Answer | Promise<Answer>;

/** The operations below one root, for pages of one kind of people. */
export class Site<Of> {
  readonly #root: string;
  readonly #routes: Routes<Operation<Of>>;
  readonly #people: string;

  constructor(root: string, people: string, operations: Readonly<Record<string, Route<Operation<Of>>>>) {
    this.#root = root;
    this.#people = people;
    this.#routes = new Routes(operations);
  }

  /** Their operations, for the reference. */
  get listed() {
    return this.#routes.listed(this.#root);
  }

  /** Whether the path is theirs. */
  owns(path: string): boolean {
    return path === this.#root || path.startsWith(`${this.#root}/`);
  }

  /** Carries out what a request asks for. A refusal is a page, or a problem document for callers that speak JSON. */
  async answer(of: Of, request: HttpRequest): Promise<Answer> {
    try {
      const found = this.#routes.find(request.method, request.path.slice(this.#root.length));
      if (found === undefined) throw nothingOf(this.#people);
      return await found.run(of, request, found.params);
    } catch (thrown) {
      if (thrown instanceof Refused) return refusalFor(thrown.problem, request);
      throw thrown;
    }
  }
}

export function nothingOf(people: string): Refused {
  return refused(404, "not-found", `The ${people} have no such page.`);
}
