import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import middy from "@middy/core";
import httpErrorHandler from "@middy/http-error-handler";
import httpJsonBodyParser from "@middy/http-json-body-parser";
import type { Context } from "aws-lambda";
import * as z from "zod";
import type { HttpEvent } from "../../../shared/http/request.ts";
import { plainItem, plainKey, plainStored } from "./items.ts";
import { accountIn, type LambdaAnswer, listenAsGateway } from "./lambda-host.ts";
import { Probe } from "./probe.ts";
import { type Asked, bodySchema, codeSchema, redeem, statusOf } from "./rule.ts";
import { put } from "./seed.ts";
import { createTables, singleTable, watchedClient } from "./tables.ts";
import type { Variant } from "./variant.ts";

type Kept = { readonly statusCode: number; readonly body: string };

const keptSchema = z.object({ asked: z.string(), statusCode: z.number(), body: z.string() });

/**
 * middy with its parser and its error handler: look up the key, look up the code, write the code, the audit row and the
 * key. `guarded`: the write of the code has a condition, as its guide recommends against races.
 */
export async function readThenWrite(guarded: boolean): Promise<Variant> {
  const table = guarded ? "peer-middy-guarded" : "peer-middy";
  await createTables(singleTable(table));
  const probe = new Probe();
  const { client } = watchedClient(probe);
  const handler = middy<HttpEvent, LambdaAnswer, Error, Context>()
    .use(httpJsonBodyParser())
    .use(httpErrorHandler({ logger: false }))
    .handler(async (event) => {
      const body = bodySchema.safeParse(event.body);
      if (!body.success) return json(422, { type: "invalid" });
      const key = String(event.headers["idempotency-key"]);
      return answered(client, { table, guarded, key }, { ...body.data, account: accountIn(event) });
    });
  return {
    name: guarded ? "middy, read then conditional write" : "middy, read then write",
    probe,
    ...(await listenAsGateway((event, context) => handler(event, context))),
    seed: (codes) => put(table, codes.map(plainItem)),
    stored: (code) => plainStored(table, code),
  };
}

type On = { readonly table: string; readonly guarded: boolean; readonly key: string };

async function answered(client: DynamoDBDocumentClient, on: On, asked: Asked): Promise<LambdaAnswer> {
  const Key = { pk: `KEY#${asked.account}#${on.key}`, sk: "KEY" };
  const fingerprint = JSON.stringify([asked.code, asked.certificationId]);
  const earlier = await client.send(new GetCommand({ TableName: on.table, Key, ConsistentRead: true }));
  const kept = keptSchema.optional().parse(earlier.Item);
  if (kept !== undefined && kept.asked !== fingerprint) return json(422, { type: "key-reused" });
  if (kept !== undefined) return { statusCode: kept.statusCode, headers, body: kept.body };

  const answer = await redeemed(client, on, asked);
  if (answer.statusCode !== 201) return { ...answer, headers };
  const ttl = Math.ceil(Date.now() / 1000) + 24 * 60 * 60;
  await client.send(new PutCommand({ TableName: on.table, Item: { ...Key, asked: fingerprint, ...answer, ttl } }));
  return { ...answer, headers };
}

async function redeemed(client: DynamoDBDocumentClient, { table, guarded }: On, asked: Asked): Promise<Kept> {
  const now = new Date().toISOString();
  const Key = plainKey(asked.code);
  const found = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  const ruled = redeem(codeSchema.optional().parse(found.Item), asked, now);
  if ("refused" in ruled) return json(statusOf[ruled.refused], { type: ruled.refused });
  const condition = guarded && {
    ConditionExpression: "#state = :issued",
    ExpressionAttributeNames: { "#state": "state" },
    ExpressionAttributeValues: { ":issued": "issued" },
  };
  try {
    await client.send(new PutCommand({ TableName: table, Item: plainItem(ruled.code), ...condition }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return json(409, { type: "already-redeemed" });
  }
  const { certificationId } = asked;
  const audit = {
    ...plainKey(asked.code, `AUDIT#${now}`),
    action: "redeemed",
    by: asked.account,
    certificationId,
    at: now,
  };
  await client.send(new PutCommand({ TableName: table, Item: audit }));
  return json(201, ruled.answer);
}

const headers = { "content-type": "application/json" };

function json(statusCode: number, body: unknown): Kept {
  return { statusCode, body: JSON.stringify(body) };
}
