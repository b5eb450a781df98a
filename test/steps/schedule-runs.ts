import { randomUUID } from "node:crypto";
import * as z from "zod";
import { handler as runScheduleHandler } from "../../functions/run-schedule/handler.ts";
import { tableShape } from "../../infra/local/assembly/resource-shapes.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { runJob } from "../../shared/jobs/job.ts";
import { type Swept, sweep } from "../../shared/jobs/sweep.ts";
import { tableName } from "../../shared/store/core/client.ts";
import { context } from "../support/invoke.ts";
import { running } from "../support/running.ts";
import { inTurn } from "../support/versions.ts";

const described = z.object({ Table: tableShape.omit({ BillingMode: true, StreamSpecification: true }) });
const created = z.object({ TableDescription: z.object({ LatestStreamArn: z.string().default("") }) });

/**
 * Gives the test a separate table on the shared engine, because a run of the schedule handles everything that is due in
 * a table. It has no stream.
 */
export async function freshTable(): Promise<void> {
  await useTable({});
}

/** A separate table like `freshTable`. Returns its stream, which costs the engine a tenth of its time. */
export function streamedTable(): Promise<string> {
  return useTable({ StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } });
}

async function useTable(stream: object): Promise<string> {
  const api = new DynamoApi(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? "");
  const known = await api.call("DynamoDB_20120810.DescribeTable", { TableName: tableName() }, described);
  const TableName = `own-${randomUUID()}`;
  const made = { TableName, ...known.Table, BillingMode: "PAY_PER_REQUEST", ...stream };
  const { TableDescription: table } = await api.call("DynamoDB_20120810.CreateTable", made, created);
  api.close();
  process.env.TABLE_NAME = TableName;
  return table.LatestStreamArn;
}

/** One run of the schedule at an instant, as EventBridge Scheduler starts it. */
export function runSchedule(time: string, remainingMilliseconds?: () => number): Promise<Swept> {
  return running.run("run-schedule", () =>
    inTurn("run-schedule", runScheduleHandler)({ time }, contextWith(remainingMilliseconds)),
  );
}

/** A run without the lease, as if the one before it had outlived its own. */
export function overlappingRun(time: string, remainingMilliseconds?: () => number): Promise<Swept> {
  return running.run("run-schedule", () => runJob("runSchedule", time, contextWith(remainingMilliseconds), sweep));
}

export function overlappingRuns(count: number, time: string): Promise<Swept[]> {
  return Promise.all(Array.from({ length: count }, () => overlappingRun(time)));
}

function contextWith(getRemainingTimeInMillis: (() => number) | undefined) {
  return { ...context(randomUUID()), ...(getRemainingTimeInMillis && { getRemainingTimeInMillis }) };
}

/** The instant a number of milliseconds after another. */
export function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

export const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
