import { randomUUID } from "node:crypto";
import { after } from "../duration.ts";
import type { Sending } from "./bodies.ts";
import type { Message } from "./booking.ts";

export type Report = { readonly type: string; readonly data: object };

type About = { readonly bookingId: string; readonly center: string; readonly occurredAt: string };

/** A report as it will be sent: at once, late, or held back until the next one; once or twice under one id. */
export function messageFor(
  { bookingId, center, occurredAt }: About,
  report: Report,
  { send, twice }: Sending,
): Message {
  const { type, data } = report;
  const held = send === "after-next";
  const late = send === "now" || held ? 0 : (after(Date.parse(occurredAt), send) ?? 0) - Date.parse(occurredAt);
  return {
    messageId: `msg_${randomUUID()}`,
    ...{ bookingId, provider: center, type, occurredAt },
    content: JSON.stringify({ type, occurredAt, data }),
    copies: twice ? 2 : 1,
    ...(held ? {} : { dueAt: new Date(Date.parse(occurredAt) + late).toISOString() }),
    ...{ held, failures: 0, deliveries: [] },
  };
}
