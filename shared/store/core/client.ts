import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { patience } from "./patience.ts";

/** Region, credentials and endpoint come from Lambda's environment. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient(patience), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Throws if the function has no table. */
export function tableName(): string {
  const name = process.env.TABLE_NAME;
  if (name === undefined || name === "") throw new Error("TABLE_NAME is not set");
  return name;
}
