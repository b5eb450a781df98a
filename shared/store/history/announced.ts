import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { Event } from "../../domain/history/event.ts";
import type { Notification } from "../../domain/history/notification.ts";
import { eventSchema } from "./history.ts";
import { notification } from "./notifications.ts";

const item = z.object({ event: eventSchema, mail: z.array(notification) });

const streamRecord = z.object({
  dynamodb: z.object({ NewImage: z.record(z.string(), z.custom<AttributeValue>()) }),
});

export function announced(record: unknown): { event: Event; notifications: readonly Notification[] } {
  const { NewImage } = streamRecord.parse(record).dynamodb;
  const { event, mail } = item.parse(unmarshall(NewImage));
  return { event, notifications: mail };
}
