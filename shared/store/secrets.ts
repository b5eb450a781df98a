import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { type Instant, millisecondsOf } from "../domain/instant.ts";

const secretSchema = z.object({ current: z.string(), previous: z.string().optional() });

/** How long a secret is kept in memory; after that it is read again in any case. */
const keptMilliseconds = 300_000;

/**
 * How often in a minute of the clock an instance reads a secret again because nothing kept fits. A rotation needs it once.
 * Whoever sends wrong signatures must not make each of them a call of Secrets Manager, which is paid for and throttled.
 */
const readAgainInMinute = 10;

const minuteMilliseconds = 60_000;

const client = new SecretsManagerClient({});
const cache = new Map<string, { values: readonly string[]; readAt: number }>();
const readsAgain = new Map<string, { minute: number; count: number }>();

/**
 * The active values of one of our own secrets, newest first: two while it is rotated. `name` is as in the list of steps;
 * where it is kept comes from the environment. Throws if this function was not given that secret, or if a value is empty.
 */
export async function secretValues(name: string, now: Instant): Promise<readonly string[]> {
  const values = await keptValues(name, now);
  if (values.includes("")) throw new Error(`the secret ${name} has an empty value`);
  return values;
}

/**
 * Whether something fits the active values of a secret. If it does not fit those in memory, they are read again before
 * the answer is no, so that a rotated secret is known at once.
 */
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
