import type { Operation } from "../contract/operation.ts";
import { Problem } from "./problem.ts";
import { type HttpEvent, parseRequest, rawBody } from "./request.ts";
import { verifySignature } from "./signature.ts";
import { signedTexts } from "./signed-path.ts";
import { type Call, type Endpoint, type Parts, type Refs, run } from "./step.ts";

export type SignedCall<P, Q, B> = Call<P, Q, B> & { readonly sender: string; readonly messageId: string };

/**
 * A step for a test centre or the payment provider: the bytes are verified first and parsed last. A GET signs its
 * method and path in place of a body.
 */
export function signedStep<P, Q, B, F extends Refs>(
  operation: Operation<P, Q, B, "signed">,
  senderOf: (event: HttpEvent) => string | undefined,
  parts: Parts<SignedCall<P, Q, B>, F>,
): Endpoint {
  return {
    operation,
    answer: async (event, invocation) => {
      const sender = senderOf(event);
      if (sender === undefined) throw new Problem("not-found");
      const contents = operation.method === "GET" ? signedTexts(operation, event) : [rawBody(event)];
      const { messageId } = await verifySignature(event, contents, sender, invocation.now);
      const call = { ...parseRequest(operation, event), ...invocation, sender, messageId };
      return run(parts, call, { kind: "provider", id: sender }, undefined);
    },
  };
}
