import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { client, tableName } from "./client.ts";
import type { Cost } from "./cost.ts";
import { keyOf } from "./entity.ts";

export type Lease = { readonly name: string; readonly holder: string };

const held = z.object({ until: z.string() });

/** Takes a lease that nobody holds, or that is over, or renews its own. Answers until when another holds it. */
export async function takeLease(
  { name, holder }: Lease,
  now: Instant,
  until: Instant,
  cost: Cost,
): Promise<Instant | undefined> {
  try {
    const answer = await client.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...keyOf("lease", name), kind: "lease", version: 1, commit: holder, until },
        // Its own holder: it renews the lease, or the answer to an earlier attempt was lost.
        ConditionExpression: "attribute_not_exists(pk) OR #until <= :now OR #commit = :holder",
        ExpressionAttributeNames: { "#until": "until", "#commit": "commit" },
        ExpressionAttributeValues: { ":now": now, ":holder": holder },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    cost.write(answer);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    cost.write({ $metadata: error.$metadata });
    return held.parse(unmarshall(error.Item ?? {})).until;
  }
}

/** Gives it back, unless it was over and another has taken it. */
export async function giveBackLease({ name, holder }: Lease, cost: Cost): Promise<void> {
  try {
    const answer = await client.send(
      new DeleteCommand({
        TableName: tableName(),
        Key: keyOf("lease", name),
        ConditionExpression: "#commit = :holder",
        ExpressionAttributeNames: { "#commit": "commit" },
        ExpressionAttributeValues: { ":holder": holder },
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    cost.write(answer);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
