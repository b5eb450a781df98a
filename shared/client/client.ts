import type { Calls, CommonProblemCode } from "./calls.ts";
import { type AnyRequest, type CallOptions, type ClientOptions, exchange } from "./exchange.ts";
import { type Problem, ProblemError } from "./problem-error.ts";
import { routes } from "./routes.ts";

export type OperationId = keyof Calls;

export type RequestOf<Id extends OperationId> = Calls[Id]["request"] & CallOptions;

type Answers<Id extends OperationId> = Calls[Id]["answers"];

/** `status` tells which body it is. */
export type AnswerOf<Id extends OperationId> = {
  [Status in keyof Answers<Id>]: {
    readonly ok: true;
    readonly status: Status;
    readonly body: Answers<Id>[Status];
    readonly headers: Headers;
  };
}[keyof Answers<Id>];

/** `problem.code` is its own or a common code. */
export type RefusalOf<Id extends OperationId> = {
  readonly ok: false;
  readonly status: number;
  readonly problem: Problem<Calls[Id]["refusal"] | CommonProblemCode>;
  readonly headers: Headers;
};

/** Operations whose answer has `data`. */
export type ListId = {
  [Id in OperationId]: Calls[Id] extends List ? Id : never;
}[OperationId];

type List = {
  readonly request: { readonly query?: { cursor?: string | undefined } };
  readonly answers: { readonly 200: { data: unknown[]; nextCursor?: string | undefined } };
};

export type ItemOf<Id extends ListId> = Calls[Id] extends { readonly answers: { readonly 200: { data: (infer T)[] } } }
  ? T
  : never;

/** An empty request may be left out. */
type Asked<R> = Partial<R> extends R ? [request?: R] : [request: R];

/** Calls that answer, or throw a `ProblemError`. */
export type Client = {
  readonly [Id in keyof Calls]: (...request: Asked<RequestOf<Id>>) => Promise<AnswerOf<Id>>;
} & {
  /** Calls that also answer refusals: look at `ok`. */
  readonly attempt: {
    readonly [Id in keyof Calls]: (...request: Asked<RequestOf<Id>>) => Promise<AnswerOf<Id> | RefusalOf<Id>>;
  };
  /** Lists, item by item. The next page is fetched on demand. */
  readonly each: {
    readonly [Id in ListId]: (...request: Asked<RequestOf<Id>>) => AsyncGenerator<ItemOf<Id>, void, undefined>;
  };
};

/** Throws if `baseUrl` is no URL. */
export function createClient(options: ClientOptions): Client;
export function createClient(options: ClientOptions): object {
  new URL(options.baseUrl);
  const attempt = callsOf(
    (id) =>
      async (request: AnyRequest = {}) =>
        exchange(routeOf(id), request, options),
  );
  const calls = callsOf((id) => (request?: AnyRequest) => call(id, request));
  const each = callsOf((id) => (request?: AnyRequest) => everyItem((asked) => call(id, asked), request));
  return { ...calls, attempt, each };

  async function call(id: string, request: AnyRequest = {}) {
    const came = await exchange(routeOf(id), request, options);
    if (!came.ok) throw new ProblemError(came.problem, came.headers);
    return came;
  }
}

function routeOf(id: string) {
  const route = routes[id];
  if (route === undefined) throw new Error(`There is no operation ${id}`);
  return route;
}

function callsOf<T>(make: (id: string) => T): { readonly [id: string]: T } {
  return Object.fromEntries(Object.keys(routes).map((id) => [id, make(id)]));
}

async function* everyItem(
  page: (request: AnyRequest) => Promise<{ readonly body: unknown }>,
  request: AnyRequest = {},
): AsyncGenerator<unknown, void, undefined> {
  let cursor: unknown = request.query?.cursor;
  do {
    const { body } = await page({ ...request, query: { ...request.query, cursor } });
    if (!isPage(body)) return;
    yield* body.data;
    cursor = body.nextCursor;
  } while (cursor !== undefined);
}

function isPage(body: unknown): body is { readonly data: readonly unknown[]; readonly nextCursor?: unknown } {
  return typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);
}
