import * as z from "zod";
import { htmlPage, spokenPage } from "../html-page.ts";

export const exampleId = "0d7f9a51-5a55-4c0e-8b3c-4a2f9a0b1c2d";

export function header(id: string, description: string, example: string, always = false) {
  const meta = { description, examples: [example], header: { id } };
  return always ? z.string().meta(meta) : z.string().optional().meta(meta);
}

export const requestId = header("RequestId", "The request's id, as in our log", exampleId, true);
export const ownRequestId = header(
  "OwnRequestId",
  "The request's id, as in our log. The gateway's own answers have none",
  exampleId,
);
export const asItSays = header("ContentTypeOptions", "Browsers must not guess another content type", "nosniff");
export const cacheControl = header("CacheControl", "Whether and how long the answer may be cached", "no-store");
export const entityTag = header("ETag", "The entity tag of the answer", '"Qm9vayBvZiBhIGNvZGUgMQ"', true);
export const replayed = header(
  "IdempotentReplayed",
  "`true` if this is the recorded answer to a repeated request",
  "true",
);
export const retryAfter = header("RetryAfter", "The seconds until the next try", "1");
export const challenge = header("WwwAuthenticate", "The authentication scheme", "Bearer", true);

export const takenEncoding = header("AcceptEncoding", "The accepted encodings, after a compressed body", "identity");

export const varies = header("Vary", "The answer differs by these request headers", "origin", true);
export const variesAsPage = header("VaryAsPage", "The answer differs by these request headers", "accept, origin", true);
export const whereItIsAPage = optionally(htmlPage.headers);
export const whereItIsSpoken = optionally(spokenPage.headers);

function optionally(headers: Readonly<Record<string, z.ZodType>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, of]) => [name, of.optional().meta({ ...of.meta() })]));
}
