import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { type Instant, millisecondsOf } from "../domain/instant.ts";

const secretSchema = z.object({ current: z.string(), previous: z.string().optional() });

/** Then it is read again in any case. */
const keptMilliseconds = 300_000;

/**
 * The reads again in a minute after a mismatch. A rotation needs one. Without a limit, wrong signatures would cause
 * paid and throttled calls.
 */
const readAgainInMinute = 10;

const minuteMilliseconds = 60_000;

const client = new SecretsManagerClient({});
const cache = new Map<string, { values: readonly string[]; readAt: number }>();
const readsAgain = new Map<string, { minute: number; count: number }>();

/** The active values of a secret, newest first. Throws if the function has none, or a value is empty. */
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
  return readValues(name, now);
}

async function readValues(name: string, now: Instant): Promise<readonly string[]> {
  const place = process.env[`SECRET_${name.toUpperCase().replaceAll("-", "_")}`];
  if (place === undefined) throw new Error(`this function has no secret ${name}`);
  const answer = await client.send(new GetSecretValueCommand({ SecretId: place }));
  const { current, previous } = secretSchema.parse(JSON.parse(answer.SecretString ?? ""));
  const values = previous === undefined ? [current] : [current, previous];
  cache.set(name, { values, readAt: millisecondsOf(now) });
  return values;
}

function mayReadAgain(name: string, now: Instant): boolean {
  const minute = Math.floor(millisecondsOf(now) / minuteMilliseconds);
  const before = readsAgain.get(name);
  const count = before?.minute === minute ? before.count + 1 : 1;
  readsAgain.set(name, { minute, count });
  return count <= readAgainInMinute;
}
