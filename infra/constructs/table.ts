import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { indexes, table as shape, type TableIndex } from "../../shared/store/core/table.ts";

/** The one table: on-demand, with point-in-time recovery, protected, and kept when the stack is deleted. */
export function createTable(scope: Construct): Table {
  const table = new Table(scope, "Table", {
    partitionKey: { name: shape.partition, type: AttributeType.STRING },
    sortKey: { name: shape.sort, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    stream: StreamViewType[shape.stream],
    timeToLiveAttribute: shape.timeToLive,
  });
  for (const [indexName, index] of Object.entries<TableIndex>(indexes)) {
    const { partition, sort, sortIs, holds } = index;
    const sortType = AttributeType[sortIs === "number" ? "NUMBER" : "STRING"];
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: partition, type: AttributeType.STRING },
      ...(sort !== undefined && { sortKey: { name: sort, type: sortType } }),
      projectionType: ProjectionType[holds === "items" ? "ALL" : "KEYS_ONLY"],
    });
  }
  return table;
}
