import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The connection to the table. Region, credentials and endpoint come from the environment, as Lambda sets it. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/** The table's name, from the environment. Throws where the function was deployed without one. */
export function tableName(): string {
  const name = process.env.TABLE_NAME;
  if (name === undefined || name === "") throw new Error("TABLE_NAME is not set");
  return name;
}
