import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { HttpEvent } from "../../../shared/http/request.ts";
import { client } from "../../../shared/store/core/client.ts";
import { functionOf } from "../../support/functions.ts";
import { context, dispatch } from "../../support/invoke.ts";
import type { Task } from "./tasks.ts";

type Command = Parameters<typeof client.send>[0];

/** A client as the SDK's guide has it. */
const bare = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const inBatch = 25;

/** Requests of a task as calls of its handler, made before they are timed. */
export async function ours({ operation, next }: Task, count: number): Promise<(() => Promise<void>)[]> {
  const handler = await functionOf(operation);
  const events: HttpEvent[] = [];
  const keep = async (event: HttpEvent) => {
    events.push(event);
    return { statusCode: 200 };
  };
  while (events.length < count) await dispatch(keep, operation, await next());
  return events.map((event) => async () => {
    const { statusCode = 0, body } = await handler(event, context(randomUUID()));
    if (statusCode >= 300) throw new Error(`${operation.id} answers ${statusCode}: ${body}`);
  });
}

/**
 * The same calls to the table, made bare: they are recorded from requests of ours and sent to a copy of the table with
 * nothing around them but the SDK and JSON.
 */
export async function bareTwins(task: Task, count: number, copy: string): Promise<(() => Promise<void>)[]> {
  const twins: (() => Promise<void>)[] = [];
  for (const request of await ours(task, count)) {
    const commands = await recorded(request, copy);
    twins.push(async () => {
      let answered: unknown;
      for (const command of commands) answered = await bare.send(command);
      JSON.stringify({ statusCode: 200, body: JSON.stringify(answered) });
    });
  }
  return twins;
}

async function recorded(request: () => Promise<void>, copy: string): Promise<readonly Command[]> {
  const commands: Command[] = [];
  const { send } = client;
  const recording = (command: Command, ...rest: unknown[]) => {
    const input = JSON.stringify(command.input).replaceAll(process.env.TABLE_NAME ?? "", copy);
    commands.push(Reflect.construct(command.constructor, [JSON.parse(input)]));
    return Reflect.apply(send, client, [command, ...rest]);
  };
  Object.defineProperty(client, "send", { value: recording, configurable: true });
  await request().finally(() => Reflect.deleteProperty(client, "send"));
  return commands;
}

/** Copies what the table of this environment has to another one. */
export async function copyTable(copy: string): Promise<void> {
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await bare.send(
      new ScanCommand({ TableName: process.env.TABLE_NAME, ExclusiveStartKey: from }),
    );
    for (let at = 0; at < Items.length; at += inBatch) {
      const puts = Items.slice(at, at + inBatch).map((Item) => ({ PutRequest: { Item } }));
      await bare.send(new BatchWriteCommand({ RequestItems: { [copy]: puts } }));
    }
    from = LastEvaluatedKey;
  } while (from !== undefined);
}
