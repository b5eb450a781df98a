import type { Operation } from "../contract/operation.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Parts, Refs } from "./parts.ts";
import { Problem } from "./problem.ts";
import { type HttpEvent, parseRequest, rawBody } from "./request.ts";
import { run } from "./run.ts";
import { verifySignature } from "./signature.ts";
import { signedTexts } from "./signed-path.ts";
import type { Call } from "./step.ts";

export type SignedCall<O extends Operation> = Call<O> & { readonly sender: string; readonly messageId: string };

/** A step for a signed request: bytes first, parsing last. A GET signs its method and path. */
export function signedStep<O extends Operation & { readonly auth: "signed" }, F extends Refs>(
  operation: O,
  senderOf: (event: HttpEvent) => string | undefined,
  parts: Parts<SignedCall<O>, F>,
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
