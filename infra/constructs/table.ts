import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";

/** The indexes that hold keys alone: their attributes, and the type of the second one if it is no text. */
const keysOnly: readonly (readonly [string, string, string?, AttributeType?])[] = [
  ["by-due", "due", "dueSort"],
  ["by-work", "work", "workSort"],
  ["by-kind", "listed", "listedSort"],
  ["by-name", "initial", "nameSort"],
  ["by-status-list", "statusList", "statusIndex", AttributeType.NUMBER],
  ["by-tail", "tail"],
  ["by-email", "email"],
];

/**
 * The one table. It is billed by request, restorable to any second, protected from deletion and kept when the stack
 * goes. `by-owner` lists what an account has; `by-due` finds what the schedule has to do, `by-work` what waits for staff,
 * `by-kind` all things of a kind, `by-tail`, `by-email` and `by-name` what staff search for, and `by-status-list` what was
 * revoked in a status list: these hold keys alone, so that a change of the thing costs nothing there.
 */
export function createTable(scope: Construct): Table {
  const table = new Table(scope, "Table", {
    partitionKey: { name: "pk", type: AttributeType.STRING },
    sortKey: { name: "sk", type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: "ttl",
  });
  table.addGlobalSecondaryIndex({
    indexName: "by-owner",
    partitionKey: { name: "owner", type: AttributeType.STRING },
    sortKey: { name: "ownerSort", type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  });
  for (const [indexName, partition, sort, type = AttributeType.STRING] of keysOnly) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: partition, type: AttributeType.STRING },
      ...(sort !== undefined && { sortKey: { name: sort, type } }),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  return table;
}
