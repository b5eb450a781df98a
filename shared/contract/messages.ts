import * as z from "zod";
import { instant, page, paging } from "./fields.ts";
import { operation } from "./operation.ts";

export const listMessages = operation({
  id: "listMessages",
  method: "GET",
  path: "/v1/messages",
  auth: "staff",
  tag: "Staff",
  summary: "List the e-mails that could not be sent",
  query: z.strictObject({ ...paging, status: z.literal("parked").default("parked") }),
  answers: {
    200: {
      description: "One page of e-mails, newest first",
      schema: page(
        z.object({
          mailId: z.string(),
          event: z.string(),
          at: instant,
          to: z.string(),
          subject: z.string(),
          status: z.literal("parked"),
          tries: z.int(),
        }),
      ),
    },
  },
});
