import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** One read, as the SDK's guide has it: no checks, no log, no problem documents. */
export async function handler() {
  const Key = { pk: "BARE", sk: "." };
  const { Item } = await client.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key, ConsistentRead: true }));
  return { statusCode: 200, body: JSON.stringify(Item ?? {}) };
}
