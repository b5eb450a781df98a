import * as z from "zod";
import { type Instant, plusDays } from "../../domain/instant.ts";
import { entity } from "../core/entity.ts";

/** A webhook message, by the provider's id: what it said, so that one id never stands for two contents. */
export type Message = { readonly reportId: string; readonly receivedAt: Instant };

const keptDays = 30;

const messages = entity<Message>()({
  kind: "message",
  schema: () => z.object({ reportId: z.string(), receivedAt: z.string() }),
  mayGoAfter: keptUntil,
});

function keptUntil({ receivedAt }: Message): Instant {
  return plusDays(receivedAt, keptDays);
}

/** The message as far as its id is still remembered, whether or not DynamoDB has dropped it since. */
export function remembered(message: Message | undefined, now: Instant): Message | undefined {
  return message !== undefined && now < keptUntil(message) ? message : undefined;
}

export function messageAt(provider: string, messageId: string) {
  return messages.at(`${provider}#${messageId}`);
}
