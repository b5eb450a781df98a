import type { RouteDefinition } from "../../assembly/api.ts";
import type { Deployment } from "../../assembly/template.ts";
import { warn } from "../../host/log.ts";
import { type Answer, type Problem, problemAnswer } from "../../host/problem.ts";
import type { Functions } from "../lambda/functions.ts";
import type { Outcome } from "../lambda/instance.ts";
import type { Authorizer } from "./authorizer.ts";
import { isPreflight, withCors } from "./cors.ts";
import { answerFrom } from "./gateway-answer.ts";
import { gatewayEvent, type HttpRequest, headersOf, type Matched } from "./gateway-event.ts";
import { type Choice, Routes } from "./routes.ts";
import { Throttle } from "./throttle.ts";

/** API Gateway's limit for a function's answer. */
const integrationMilliseconds = 30_000;

/** Lambda's limit for a request and an answer. */
const payloadBytes = 6 * 1024 * 1024;

const failed: Problem = {
  status: 500,
  code: "internal-error",
  detail: "The function failed; the host's log tells why.",
};

const forbidden: Problem = {
  status: 500,
  code: "internal-error",
  detail: "The gateway may not invoke the function; the host's log tells which.",
};

const unavailable: Problem = {
  status: 503,
  code: "store-busy",
  detail: "The function did not answer in time.",
  headers: { "retry-after": "1" },
};

const throttled: Problem = {
  status: 429,
  code: "too-many-requests",
  detail: "More requests came for this route than the stage's throttle lets through. Try again in a second.",
};

/** Acts as API Gateway: matches the route, checks the token, calls the function, answers with CORS headers. */
export class Gateway {
  readonly #cors: Deployment["cors"];
  readonly #routes: Routes;
  readonly #authorizer: Authorizer;
  readonly #functions: Functions;
  readonly #throttle = new Throttle();

  constructor({ routes, cors }: Pick<Deployment, "routes" | "cors">, authorizer: Authorizer, functions: Functions) {
    this.#routes = new Routes(routes);
    this.#cors = cors;
    this.#authorizer = authorizer;
    this.#functions = functions;
  }

  /** Answers a request. Refusals are problem documents. */
  async handle(request: HttpRequest): Promise<Answer> {
    const answer = await this.#handle(request);
    return withCors(this.#cors, request, "code" in answer ? problemAnswer(answer, request) : answer);
  }

  async #handle(request: HttpRequest): Promise<Answer | Problem> {
    const choice = this.#choose(request);
    if (choice === "malformed") {
      return { status: 400, code: "malformed-path", detail: "The path is not well percent-encoded." };
    }
    if (choice === undefined && this.#cors !== undefined && isPreflight(request))
      return { status: 204, headers: { "x-request-id": request.id }, body: Buffer.alloc(0) };
    if (choice === undefined) return { status: 404, code: "not-found", detail: "There is nothing at this path." };

    const { route, pathParameters } = choice;
    if (!this.#throttle.admits(route, request.time)) return throttled;
    const matched = { routeKey: route.key, ...(pathParameters === undefined ? {} : { pathParameters }) };
    if (route.tokens === undefined) return await this.#call(request, route, matched);
    const authorized = await this.#authorizer.check(headersOf(request.rawHeaders).authorization, route.tokens);
    if (!authorized.ok) return authorized.problem;
    return await this.#call(request, route, { ...matched, claims: authorized.claims });
  }

  #choose(request: HttpRequest): Choice | undefined | "malformed" {
    try {
      return this.#routes.choose(request.method, request.path);
    } catch (thrown) {
      if (thrown instanceof URIError) return "malformed";
      throw thrown;
    }
  }

  async #call(request: HttpRequest, route: RouteDefinition, matched: Matched): Promise<Answer | Problem> {
    if (!route.isPermitted) {
      warn(`The route ${route.key} has no permission to invoke ${route.functionArn}`);
      return forbidden;
    }
    const event = gatewayEvent(request, matched);
    if (request.body.length > payloadBytes) {
      return { status: 413, code: "body-too-large", detail: "The body is larger than a function takes." };
    }
    const outcome = await withinLimit(this.#functions.invoke(route.functionArn, event));
    if (outcome === undefined) return unavailable;
    if (!outcome.ok) return outcome.reason === "throttled" ? unavailable : failed;
    if (Buffer.byteLength(outcome.payload) > payloadBytes) return failed;
    return answerFrom(outcome.payload, request.id) ?? failed;
  }
}

async function withinLimit(outcome: Promise<Outcome>): Promise<Outcome | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), integrationMilliseconds);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
