import middy from "@middy/core";
import { conditionalRequests } from "./conditional.ts";
import type { Endpoint, Fallback } from "./endpoint.ts";
import { type Answer, exchangeOf, type StepContext } from "./exchange.ts";
import { Problem } from "./problem.ts";
import { OutOfTime, problemDocuments } from "./problem-documents.ts";
import type { HttpEvent } from "./request.ts";
import { requestLog } from "./request-log.ts";
import { routed } from "./routed.ts";

const nothingHere: Fallback = {
  answer: async () => {
    throw new Problem("not-found");
  },
};

/** The time before Lambda's time-out in which the request is refused and logged. */
const reserveMilliseconds = 300;

/** The shell of all HTTP functions. */
export function serve(...endpoints: readonly Endpoint[]) {
  return serveElse(nothingHere, ...endpoints);
}

/** With an answer for what no route matches. */
export function serveElse(fallback: Fallback, ...endpoints: readonly Endpoint[]) {
  return middy<HttpEvent, Answer, Error, StepContext>({
    timeoutEarlyInMillis: reserveMilliseconds,
    timeoutEarlyResponse: () => {
      throw new OutOfTime();
    },
  })
    .use(routed(fallback, endpoints))
    .use(requestLog())
    .use(conditionalRequests())
    .use(problemDocuments())
    .handler(async (_, context) => {
      const { endpoint, event, invocation } = exchangeOf(context);
      return endpoint.answer(event, invocation);
    });
}
