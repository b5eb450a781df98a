import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";

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
  table.addGlobalSecondaryIndex({
    indexName: "by-due",
    partitionKey: { name: "due", type: AttributeType.STRING },
    sortKey: { name: "dueSort", type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  table.addGlobalSecondaryIndex({
    indexName: "by-work",
    partitionKey: { name: "work", type: AttributeType.STRING },
    sortKey: { name: "workSort", type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  table.addGlobalSecondaryIndex({
    indexName: "by-kind",
    partitionKey: { name: "listed", type: AttributeType.STRING },
    sortKey: { name: "listedSort", type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  table.addGlobalSecondaryIndex({
    indexName: "by-name",
    partitionKey: { name: "initial", type: AttributeType.STRING },
    sortKey: { name: "nameSort", type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  table.addGlobalSecondaryIndex({
    indexName: "by-status-list",
    partitionKey: { name: "statusList", type: AttributeType.STRING },
    sortKey: { name: "statusIndex", type: AttributeType.NUMBER },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  for (const attribute of ["tail", "email"]) {
    table.addGlobalSecondaryIndex({
      indexName: `by-${attribute}`,
      partitionKey: { name: attribute, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  return table;
}
