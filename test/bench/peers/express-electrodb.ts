import { Entity, Service } from "electrodb";
import express, { type Express } from "express";
import * as z from "zod";
import { listen } from "./lambda-host.ts";
import { Probe } from "./probe.ts";
import { type Asked, bodySchema, codeSchema, type Redeemed, redeem, statusOf } from "./rule.ts";
import { createTables, partition, singleTable, watchedClient } from "./tables.ts";
import type { Variant } from "./variant.ts";

const table = "peer-electrodb";

const codes = new Entity({
  model: { entity: "code", version: "1", service: "programme" },
  attributes: {
    code: { type: "string", required: true },
    ownerId: { type: "string", required: true },
    certifications: { type: "list", items: { type: "string" }, required: true },
    purchasedAt: { type: "string", required: true },
    expiresAt: { type: "string", required: true },
    state: { type: ["issued", "redeemed"] as const, required: true },
    redeemedAt: { type: "string" },
    redeemedFor: { type: "string" },
    eligibilityCode: { type: "string" },
  },
  indexes: {
    one: { pk: { field: "pk", composite: ["code"] }, sk: { field: "sk", composite: [] } },
    ofOwner: {
      index: "gsi1",
      pk: { field: "gsi1pk", composite: ["ownerId"] },
      sk: { field: "gsi1sk", composite: ["purchasedAt"] },
    },
  },
});

const audits = new Entity({
  model: { entity: "audit", version: "1", service: "programme" },
  attributes: {
    code: { type: "string", required: true },
    at: { type: "string", required: true },
    action: { type: "string", required: true },
    by: { type: "string", required: true },
    certificationId: { type: "string", required: true },
  },
  indexes: { one: { pk: { field: "pk", composite: ["code"] }, sk: { field: "sk", composite: ["at"] } } },
});

const keys = new Entity({
  model: { entity: "key", version: "1", service: "programme" },
  attributes: {
    account: { type: "string", required: true },
    key: { type: "string", required: true },
    asked: { type: "string", required: true },
    answer: { type: "string", required: true },
    ttl: { type: "number", required: true },
  },
  indexes: { one: { pk: { field: "pk", composite: ["account", "key"] }, sk: { field: "sk", composite: [] } } },
});

const service = new Service({ codes, audits, keys }, { table });

type Answered = { readonly status: number; readonly body: unknown };

/** Express, and an ElectroDB service whose one transaction writes the code, the audit row and the key. */
export async function expressElectrodb(): Promise<Variant> {
  await createTables(singleTable(table));
  const probe = new Probe();
  service.setClient(watchedClient(probe).client);
  return {
    name: "Express, ElectroDB",
    probe,
    ...(await listen(app())),
    seed: async (wanted) => {
      for (let at = 0; at < wanted.length; at += 25) await codes.put(wanted.slice(at, at + 25).map(created)).go();
    },
    stored: async (code) => {
      const items = await partition(table, String(codes.get({ code }).params().Key.pk));
      const own = items.find(({ __edb_e__: kind }) => kind === "code");
      const rows = await partition(table, String(audits.get({ code, at: "" }).params().Key.pk));
      return { code: codeSchema.parse(own), audits: rows.filter(({ __edb_e__: kind }) => kind === "audit").length };
    },
  };
}

/** A new code as ElectroDB takes it: a list that may be changed, and no member that is undefined. */
function created({ code, ownerId, certifications, purchasedAt, expiresAt, state }: z.infer<typeof codeSchema>) {
  return { code, ownerId, certifications: [...certifications], purchasedAt, expiresAt, state };
}

function app(): Express {
  const made = express();
  made.disable("x-powered-by");
  // Its default error handler prints each injected fault otherwise.
  made.set("env", "test");
  made.use(express.json());
  made.post("/redeem", async (request, response) => {
    const body = bodySchema.safeParse(request.body);
    if (!body.success) return response.status(422).json({ type: "invalid" });
    const asked = { ...body.data, account: String(request.headers["x-account"]) };
    const answer = await answered(asked, String(request.headers["idempotency-key"]));
    return response.status(answer.status).json(answer.body);
  });
  return made;
}

const tries = 5;

/** A cancelled transaction means that someone was first: look again. */
async function answered(asked: Asked, key: string): Promise<Answered> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await tried(asked, key);
    if (answer !== undefined) return answer;
  }
  return { status: 503, body: { type: "busy" } };
}

const answerSchema = z.looseObject({});

async function tried(asked: Asked, key: string): Promise<Answered | undefined> {
  const { account, code, certificationId } = asked;
  const fingerprint = JSON.stringify([code, certificationId]);
  const [earlier, found] = await Promise.all([
    kept(account, key, fingerprint),
    codes.get({ code }).go({ consistent: true }),
  ]);
  if (earlier !== undefined) return earlier;
  const now = new Date().toISOString();
  const ruled = redeem(codeSchema.nullable().parse(found.data) ?? undefined, asked, now);
  if ("refused" in ruled) {
    // The two reads are no snapshot: the code may be redeemed by this very key in between.
    const refusal = { status: statusOf[ruled.refused], body: { type: ruled.refused } };
    return (await kept(account, key, fingerprint)) ?? refusal;
  }
  return (await written(asked, key, ruled.answer, fingerprint)) ? { status: 201, body: ruled.answer } : undefined;
}

async function kept(account: string, key: string, fingerprint: string): Promise<Answered | undefined> {
  const { data } = await keys.get({ account, key }).go({ consistent: true });
  if (data === null) return undefined;
  if (data.asked !== fingerprint) return { status: 422, body: { type: "key-reused" } };
  return { status: 201, body: answerSchema.parse(JSON.parse(data.answer)) };
}

async function written(
  { account, code, certificationId }: Asked,
  key: string,
  answer: Redeemed,
  asked: string,
): Promise<boolean> {
  const { redeemedAt, eligibilityCode } = answer;
  const ttl = Math.ceil(Date.now() / 1000) + 24 * 60 * 60;
  const { canceled } = await service.transaction
    .write((entities) => [
      entities.codes
        .patch({ code })
        .set({ state: "redeemed", redeemedAt, redeemedFor: certificationId, eligibilityCode })
        .where(({ state }, { eq }) => eq(state, "issued"))
        .commit(),
      entities.audits.create({ code, at: redeemedAt, action: "redeemed", by: account, certificationId }).commit(),
      entities.keys.create({ account, key, asked, answer: JSON.stringify(answer), ttl }).commit(),
    ])
    .go();
  return !canceled;
}
