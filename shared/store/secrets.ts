import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { type Instant, millisecondsOf } from "../domain/instant.ts";

const secretSchema = z.object({ current: z.string().min(1), previous: z.string().min(1).optional() });

/** How long a secret is kept in memory: a rotation is known to every function after that. */
const keptMilliseconds = 300_000;

const client = new SecretsManagerClient({});
const cache = new Map<string, { values: readonly string[]; readAt: number }>();

/**
 * The active values of a named secret, newest first: two while it is rotated. `name` is as in the list of steps; where
 * it is kept comes from the environment. Throws if this function was not given that secret.
 */
export async function secretValues(name: string, now: Instant): Promise<readonly string[]> {
  const readAt = millisecondsOf(now);
  const kept = cache.get(name);
  if (kept !== undefined && Math.abs(readAt - kept.readAt) < keptMilliseconds) return kept.values;

  const place = process.env[`SECRET_${name.toUpperCase().replaceAll("-", "_")}`];
  if (place === undefined) throw new Error(`this function has no secret ${name}`);
  const answer = await client.send(new GetSecretValueCommand({ SecretId: place }));
  const { current, previous } = secretSchema.parse(JSON.parse(answer.SecretString ?? ""));
  const values = previous === undefined ? [current] : [current, previous];
  cache.set(name, { values, readAt });
  return values;
}
