import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import type { Event } from "../../domain/history/event.ts";
import type { Notification } from "../../domain/history/notification.ts";
import { eventIn } from "./history.ts";
import { notification } from "./notifications.ts";

const item = z.object({ mail: z.array(notification) });

const streamRecord = z.object({
  dynamodb: z.object({ NewImage: z.record(z.string(), z.custom<AttributeValue>()) }),
});

export function announced(record: unknown): { event: Event; notifications: readonly Notification[] } {
  const { NewImage } = streamRecord.parse(record).dynamodb;
  const image = unmarshall(NewImage);
  return { event: eventIn(image), notifications: item.parse(image).mail };
}
