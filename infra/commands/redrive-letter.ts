import * as z from "zod";

const stream = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  DDBStreamBatchInfo: z.object({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
  }),
});

const invocation = z.object({
  requestContext: z.object({ functionArn: z.string() }),
  requestPayload: z.record(z.string(), z.unknown()),
});

export type Batch = z.infer<typeof stream>["DDBStreamBatchInfo"];

/** An event that reached no function, or the place of some in the table's stream. */
export type Letter = { readonly functionArn: string } & ({ readonly event: unknown } | { readonly batch: Batch });

/**
 * Reads a dead letter. A stream's record only names its place in the stream; an asynchronous invocation's has the event;
 * one of a rule or a schedule is the event itself, with the function in its attributes. `undefined`: none of these.
 */
export function letterIn(body: string, targetArn: string | undefined): Letter | undefined {
  const content: unknown = JSON.parse(body);
  if (targetArn !== undefined) return { functionArn: targetArn, event: content };
  const fromStream = stream.safeParse(content).data;
  if (fromStream !== undefined) {
    return { functionArn: fromStream.requestContext.functionArn, batch: fromStream.DDBStreamBatchInfo };
  }
  const invoked = invocation.safeParse(content).data;
  return invoked && { functionArn: invoked.requestContext.functionArn, event: invoked.requestPayload };
}
