import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { client, tableName } from "../../shared/store/core/client.ts";

/** An item as it is stored. */
const storedItem = z.looseObject({ pk: z.string(), sk: z.string(), kind: z.string() });

export type Stored = z.infer<typeof storedItem>;

/** Everything in the table, as it is stored. */
export async function all(): Promise<Stored[]> {
  const stored: Stored[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new ScanCommand({ TableName: tableName(), ExclusiveStartKey, ConsistentRead: true }),
    );
    stored.push(...z.array(storedItem).parse(answer.Items));
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return stored;
}
