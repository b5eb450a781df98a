import type middy from "@middy/core";
import type { APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { Endpoint } from "./endpoint.ts";
import type { Invocation } from "./invocation.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/** One request on its way through the middlewares. */
export type Exchange = {
  /** HEAD is asked as GET, and a file's ending is removed from the parameter. */
  readonly event: HttpEvent;
  readonly operation: Endpoint["operation"] | undefined;
  readonly endpoint: Omit<Endpoint, "operation">;
  readonly invocation: Invocation;
  /** In milliseconds, on a clock of the process. */
  readonly startedAt: number;
  problem?: string;
};

export type StepContext = Context & { exchange?: Exchange };

/** A reply, until the outermost middleware translates it for the gateway. */
export type Answer = Reply | APIGatewayProxyStructuredResultV2;

export type Middleware = middy.MiddlewareObj<HttpEvent, Answer, Error, StepContext>;

/** Throws if `routed` is missing: a fault of the shell. */
export function exchangeOf({ exchange }: StepContext): Exchange {
  if (exchange === undefined) throw new Error("no middleware has begun the exchange");
  return exchange;
}

export function replyIn(response: Answer | null | undefined): Reply | undefined {
  return response && "status" in response ? response : undefined;
}
