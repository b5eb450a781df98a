import * as z from "zod";
import { readAnyCode } from "../../domain/code.ts";
import { eventTypes, kinds } from "../../domain/history/event.ts";
import { identifier, page, paging } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { belonging, exampleBelonging } from "../partner/organizations.ts";

export const getMe = operation({
  id: "getMe",
  method: "GET",
  path: "/v1/me",
  auth: "account",
  tag: "Account",
  summary: "Get my account",
  answers: {
    200: {
      description: "The account, as its token states it, and the organization to which it belongs",
      schema: z
        .object({
          accountId: z.string(),
          email: z.string().optional(),
          emailVerified: z.boolean(),
          name: z.string().optional(),
          staff: z.boolean(),
          organization: z.object(belonging).optional(),
        })
        .meta({
          id: "Me",
          examples: [
            {
              accountId: "ana-466654521",
              email: "ana@example.org",
              emailVerified: true,
              name: "Ana Sá",
              staff: false,
              organization: exampleBelonging,
            },
          ],
        }),
    },
  },
});

const event = z
  .object({
    eventId: z.string(),
    type: z.enum(eventTypes),
    at: instant,
    actor: z.object({ kind: z.enum(["account", "staff", "provider", "system"]), id: z.string() }),
    requestId: z.string(),
    subjects: z.array(z.object({ kind: z.enum(kinds), id: z.string() })),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({
    id: "Event",
    examples: [
      {
        eventId: "evt_7f3k9qxw2m8tr5vn",
        type: "order.paid",
        at: "2026-11-22T09:31:00.000Z",
        actor: { kind: "provider", id: "payments" },
        requestId: "0d7f9a51-5a55-4c0e-8b3c-4a2f9a0b1c2d",
        subjects: [
          { kind: "order", id: "ord_7f3k9qxw2m8tr5vn" },
          { kind: "authorization-code", id: "EDU-7F3K-9QXW-2M8T-R5VN-8" },
        ],
        data: {},
      },
    ],
  });

export const getHistory = operation({
  id: "getHistory",
  method: "GET",
  path: "/v1/history/{kind}/{id}",
  auth: "staff",
  tag: "Staff",
  summary: "List the events of a thing, oldest first",
  description:
    "The history of an `account` tells which of its things staff have looked at: who, when, and by which operation. A look at a history is recorded for the accounts that acted in it.",
  params: z.strictObject({
    kind: z.enum(kinds).meta({ description: "What kind of thing", examples: ["order"] }),
    id: identifier("The thing's id, code or number", "ord_7f3k9qxw2m8tr5vn", readAnyCode),
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
