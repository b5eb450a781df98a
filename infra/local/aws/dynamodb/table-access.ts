import type { Access } from "../iam/allowed.ts";

/**
 * The accesses for which IAM checks a request of DynamoDB. A transaction needs the permission of each of its writes; an
 * index is a resource of its own. `target` is the header, e.g. `DynamoDB_20120810.Query`; `tables` the beginning of a table's ARN.
 */
export function tableAccesses(target: string, body: unknown, tables: string): Access[] {
  const operation = target.split(".").at(-1) ?? "";
  const access = (name: string, on: unknown) => {
    const { table, index } = placeOf(on);
    const resource = `${tables}${table}${index === undefined ? "" : `/index/${index}`}`;
    return { action: `dynamodb:${name}`, resource };
  };
  const { TransactItems: writes, RequestItems: batch } = membersOf(body);
  if (Array.isArray(writes)) {
    return writes.flatMap((each) =>
      Object.entries(membersOf(each)).map(([act, on]) => access(actionOf[act] ?? act, on)),
    );
  }
  if (batch !== undefined) return Object.keys(membersOf(batch)).map((TableName) => access(operation, { TableName }));
  return [access(operation, body)];
}

const actionOf: Readonly<Record<string, string>> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

function placeOf(on: unknown): { table: string; index: string | undefined } {
  const { TableName: table, IndexName: index } = membersOf(on);
  return { table: typeof table === "string" ? table : "", index: typeof index === "string" ? index : undefined };
}

function membersOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
