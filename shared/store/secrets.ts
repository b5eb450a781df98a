import { hkdfSync } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { type Instant, millisecondsOf } from "../domain/instant.ts";
import { patience } from "./core/patience.ts";

const secretSchema = z.object({ current: z.string(), previous: z.string().optional() });

/** Then it is read again in any case. */
const keptMilliseconds = 300_000;

/** The next try while Secrets Manager is out. Until then the last known values are used. */
const staleMilliseconds = 30_000;

/**
 * The reads again in a minute after a mismatch. A rotation needs one. Without a limit, wrong signatures would cause
 * paid and throttled calls.
 */
const readAgainInMinute = 10;

const minuteMilliseconds = 60_000;

const client = new SecretsManagerClient(patience);
const cache = new Map<string, { values: readonly string[]; readAt: number }>();
const readsAgain = new Map<string, { minute: number; count: number }>();

/**
 * The active values of a secret, newest first. `internal/cursor` is the part of `internal` for cursors: one secret for
 * all our own uses, because each secret costs money every month. Throws if the function has none, or a value is empty.
 */
export async function secretValues(name: string, now: Instant): Promise<readonly string[]> {
  const values = await keptValues(name, now);
  if (values.includes("")) throw new Error(`the secret ${name} has an empty value`);
  return values;
}

/** Checks the values in memory, and reads again before the answer is no, so that a rotation works at once. */
export async function fitsSecret(
  name: string,
  now: Instant,
  fits: (values: readonly string[]) => boolean,
): Promise<boolean> {
  if (fits(await keptValues(name, now))) return true;
  return mayReadAgain(name, now) && fits(await readValues(name, now));
}

async function keptValues(name: string, now: Instant): Promise<readonly string[]> {
  const kept = cache.get(name);
  if (kept !== undefined && Math.abs(millisecondsOf(now) - kept.readAt) < keptMilliseconds) return kept.values;
  try {
    return await readValues(name, now);
  } catch (thrown) {
    if (kept === undefined) throw thrown;
    cache.set(name, { values: kept.values, readAt: millisecondsOf(now) - keptMilliseconds + staleMilliseconds });
    return kept.values;
  }
}

async function readValues(name: string, now: Instant): Promise<readonly string[]> {
  const [stored = "", use] = name.split("/");
  const place = process.env[`SECRET_${stored.toUpperCase().replaceAll("-", "_")}`];
  if (place === undefined) throw new Error(`this function has no secret ${name}`);
  const answer = await client.send(new GetSecretValueCommand({ SecretId: place }));
  const { current, previous } = secretSchema.parse(JSON.parse(answer.SecretString ?? ""));
  const active = previous === undefined ? [current] : [current, previous];
  const values = use === undefined ? active : active.map((value) => derived(value, use));
  cache.set(name, { values, readAt: millisecondsOf(now) });
  return values;
}

/** HKDF (RFC 5869). An empty secret stays empty, so that it signs nothing. */
function derived(value: string, use: string): string {
  return value === "" ? "" : Buffer.from(hkdfSync("sha256", value, "", use, 33)).toString("base64url");
}

function mayReadAgain(name: string, now: Instant): boolean {
  const minute = Math.floor(millisecondsOf(now) / minuteMilliseconds);
  const before = readsAgain.get(name);
  const count = before?.minute === minute ? before.count + 1 : 1;
  readsAgain.set(name, { minute, count });
  return count <= readAgainInMinute;
}
