import * as z from "zod";
import { eventTypes, kinds } from "../domain/event.ts";
import { identifier, instant, page, paging } from "./fields.ts";
import { operation } from "./operation.ts";
import { belonging } from "./organizations.ts";

export const getMe = operation({
  id: "getMe",
  method: "GET",
  path: "/v1/me",
  auth: "account",
  tag: "Account",
  summary: "Who am I here?",
  answers: {
    200: {
      description: "The account, as its token states it, and the organization to which it belongs",
      schema: z.object({
        accountId: z.string(),
        email: z.string().optional(),
        emailVerified: z.boolean(),
        name: z.string().optional(),
        staff: z.boolean(),
        organization: z.object(belonging).optional(),
      }),
    },
  },
});

const event = z.object({
  eventId: z.string(),
  type: z.enum(eventTypes),
  at: instant,
  actor: z.object({ kind: z.enum(["account", "staff", "provider", "system"]), id: z.string() }),
  requestId: z.string(),
  subjects: z.array(z.object({ kind: z.enum(kinds), id: z.string() })),
  data: z.record(z.string(), z.unknown()),
});

export const getHistory = operation({
  id: "getHistory",
  method: "GET",
  path: "/v1/history/{kind}/{id}",
  auth: "staff",
  tag: "Staff",
  summary: "What happened to a thing, oldest first",
  params: z.strictObject({
    kind: z.enum(kinds),
    id: identifier("The thing's id, code or number", "ord_7f3k9qxw2m8tr5vn"),
  }),
  query: z.strictObject(paging),
  answers: {
    200: {
      description: "One page of its events",
      schema: page(event),
    },
  },
  refusals: ["history-not-found"],
});
