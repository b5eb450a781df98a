import type { Operation } from "../contract/operation.ts";
import type { ProblemCode } from "../contract/problems/problems.ts";
import type { Invocation } from "./invocation.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

export type Endpoint = {
  readonly operation: Operation;
  answer(event: HttpEvent, invocation: Invocation): Promise<Reply>;
  /** Shows a refusal in another form than a problem document. */
  shown?(refused: Reply, code: ProblemCode, event: HttpEvent): Reply;
};

/** Answers everything that no route matches. */
export type Fallback = Omit<Endpoint, "operation">;
