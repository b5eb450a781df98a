import type { Operation } from "../contract/operation.ts";
import type { ProblemCode } from "../contract/problems/problems.ts";
import type { Invocation } from "./invocation.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/** One operation, ready to answer its requests. */
export type Endpoint = {
  readonly operation: Operation;
  answer(event: HttpEvent, invocation: Invocation): Promise<Reply>;
  /** How a refusal is shown to who asks; without it, everyone gets the problem document. */
  shown?(refused: Reply, code: ProblemCode, event: HttpEvent): Reply;
};

/** What no route matches is sent to one function: this answers it. */
export type Fallback = Omit<Endpoint, "operation">;
