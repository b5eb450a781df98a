import * as z from "zod";
import { instant, page, paging } from "./fields.ts";
import { operation } from "./operation.ts";

const status = z
  .literal("parked")
  .default("parked")
  .meta({ description: "Of this status: those that were given up", examples: ["parked"] });

export const listMessages = operation({
  id: "listMessages",
  method: "GET",
  path: "/v1/messages",
  auth: "staff",
  tag: "Staff",
  summary: "List the e-mails that could not be sent",
  query: z.strictObject({ ...paging, status }),
  answers: {
    200: {
      description: "One page of e-mails, newest first",
      schema: page(
        z
          .object({
            mailId: z.string(),
            event: z.string(),
            at: instant,
            to: z.string(),
            subject: z.string(),
            status: z.literal("parked"),
            tries: z.int(),
          })
          .meta({
            id: "Message",
            examples: [
              {
                mailId: "mai_7f3k9qxw2m8tr5vn",
                event: "certificate.claimed",
                at: "2026-12-03T08:00:00.000Z",
                to: "ana@example.org",
                subject: "Your certificate",
                status: "parked",
                tries: 5,
              },
            ],
          }),
      ),
    },
  },
});
