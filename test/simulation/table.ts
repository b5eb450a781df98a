import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** An empty table like the given one, so that no seed meets what another has left. Answers its stream. */
export async function likeTable(client: DynamoDBDocumentClient, model: string, name: string): Promise<string> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: model }));
  const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  const { TableDescription: made } = await client.send(
    new CreateTableCommand({
      TableName: name,
      AttributeDefinitions: Table?.AttributeDefinitions,
      KeySchema: Table?.KeySchema,
      GlobalSecondaryIndexes: indexes,
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    }),
  );
  return made?.LatestStreamArn ?? "";
}

export async function dropTable(client: DynamoDBDocumentClient, name: string): Promise<void> {
  await client.send(new DeleteTableCommand({ TableName: name }));
}
