import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { indexes, table as shape, type TableIndex } from "../../shared/store/core/table.ts";

/** A table of a stack, or one that existed before. */
export type TableOf = { readonly tableName: string; readonly tableArn: string; readonly streamArn: string };

/** The one table: on-demand, with point-in-time recovery, and protected unless it may be destroyed. */
export function createTable(scope: Construct, removalPolicy: RemovalPolicy): Table {
  const table = new Table(scope, "Table", {
    partitionKey: { name: shape.partition, type: AttributeType.STRING },
    sortKey: { name: shape.sort, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
    removalPolicy,
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
