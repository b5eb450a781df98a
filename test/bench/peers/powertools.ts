import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyValidationError,
  makeIdempotent,
} from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import type { HttpEvent } from "../../../shared/http/request.ts";
import { plainItem, plainKey, plainStored } from "./items.ts";
import { accountIn, type LambdaAnswer, listenAsGateway } from "./lambda-host.ts";
import { Probe } from "./probe.ts";
import { type Asked, bodySchema, codeSchema, redeem, statusOf } from "./rule.ts";
import { put } from "./seed.ts";
import { createTables, idempotencyTable, singleTable, watchedClient } from "./tables.ts";
import type { Variant } from "./variant.ts";

const table = "peer-powertools";
const idempotency = "peer-powertools-idempotency";

/** The handler is made idempotent by Powertools; code and audit row are one transaction of the document client. */
export async function powertools(): Promise<Variant> {
  await createTables(singleTable(table), idempotencyTable(idempotency));
  const probe = new Probe();
  const { low, client } = watchedClient(probe);
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName: idempotency, awsSdkV3Client: low });
  const config = new IdempotencyConfig({
    eventKeyJmesPath: '[headers."idempotency-key", requestContext.authorizer.jwt.claims.sub]',
    payloadValidationJmesPath: "body",
    expiresAfterSeconds: 24 * 60 * 60,
  });
  const idempotent = makeIdempotent(
    async (event: HttpEvent, _: Context): Promise<LambdaAnswer> => {
      const body = bodySchema.safeParse(JSON.parse(event.body ?? "{}"));
      if (!body.success) return json(422, { type: "invalid" });
      return redeemed(client, { ...body.data, account: accountIn(event) });
    },
    { persistenceStore, config },
  );
  const listening = await listenAsGateway(async (event, context) => {
    try {
      return await idempotent(event, context);
    } catch (error) {
      if (error instanceof IdempotencyAlreadyInProgressError) return json(503, { type: "in-progress" });
      if (error instanceof IdempotencyValidationError) return json(422, { type: "key-reused" });
      throw error;
    }
  });
  return {
    name: "Powertools idempotency, document client",
    probe,
    ...listening,
    seed: (codes) => put(table, codes.map(plainItem)),
    stored: (code) => plainStored(table, code),
  };
}

async function redeemed(client: DynamoDBDocumentClient, asked: Asked): Promise<LambdaAnswer> {
  const now = new Date().toISOString();
  const found = await client.send(
    new GetCommand({ TableName: table, Key: plainKey(asked.code), ConsistentRead: true }),
  );
  const ruled = redeem(codeSchema.optional().parse(found.Item), asked, now);
  if ("refused" in ruled) return json(statusOf[ruled.refused], { type: ruled.refused });
  const { eligibilityCode, certificationId } = ruled.answer;
  const audit = {
    ...plainKey(asked.code, `AUDIT#${now}`),
    action: "redeemed",
    by: asked.account,
    certificationId,
    at: now,
  };
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: table,
              Key: plainKey(asked.code),
              UpdateExpression: "SET #state = :redeemed, redeemedAt = :at, redeemedFor = :for, eligibilityCode = :code",
              ConditionExpression: "#state = :issued",
              ExpressionAttributeNames: { "#state": "state" },
              ExpressionAttributeValues: {
                ":redeemed": "redeemed",
                ":issued": "issued",
                ":at": now,
                ":for": certificationId,
                ":code": eligibilityCode,
              },
            },
          },
          { Put: { TableName: table, Item: audit } },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return json(409, { type: "already-redeemed" });
  }
  return json(201, ruled.answer);
}

function json(statusCode: number, body: unknown): LambdaAnswer {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
