import * as z from "zod";
import type { Instant } from "../domain/instant.ts";
import { entity, lists } from "./entity.ts";

/** A file of text that hangs on an e-mail. */
export type Attachment = { readonly fileName: string; readonly contentType: string; readonly content: string };

/** An e-mail on its way: kept from before it is first sent, so that a crash never loses it. */
export type Mail = {
  /** The same for every attempt; the event's id and its place in it. */
  readonly mailId: string;
  readonly event: string;
  readonly at: Instant;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly status: "pending" | "sent" | "parked";
  readonly tries: number;
  readonly nextTryAt?: Instant | undefined;
};

const schema: z.ZodType<Mail> = z.object({
  mailId: z.string(),
  event: z.string(),
  at: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), content: z.string() })).optional(),
  status: z.enum(["pending", "sent", "parked"]),
  tries: z.number(),
  nextTryAt: z.string().optional(),
});

/** Parked ones stand in a list for staff; those that are not sent yet are due. */
export const mails = entity<Mail>({
  kind: "mail",
  schema,
  owner: ({ status, at }) => (status === "parked" ? { list: lists.mails(status), sort: at } : undefined),
  due: ({ status, nextTryAt }) => (status === "pending" ? nextTryAt : undefined),
});
