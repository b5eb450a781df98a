import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** One read and one transaction of two items: the fewest calls that do something exactly once. */
export async function handler() {
  const TableName = process.env.TABLE_NAME;
  const Key = { pk: "BARE", sk: "." };
  await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
  const Item = { pk: `BARE#${randomUUID()}`, sk: ".", text: "bare" };
  const ConditionExpression = "attribute_not_exists(pk)";
  const second = { ...Item, sk: "EVENT" };
  await client.send(
    new TransactWriteCommand({
      TransactItems: [{ Put: { TableName, Item, ConditionExpression } }, { Put: { TableName, Item: second } }],
    }),
  );
  return { statusCode: 201, body: "{}" };
}
