import * as z from "zod";
import { type Instant, millisecondsOf } from "../../domain/instant.ts";
import { type WorkItem, workKinds } from "../../domain/work-item.ts";
import { example } from "../examples.ts";
import { page, paging } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";

const row = z
  .object({
    kind: z.enum(workKinds),
    id: z.string().meta({ description: "Of the report, the appointment, the result, the e-mail or the order" }),
    since: instant,
    waitedSeconds: z.int().meta({ description: "For how long it has waited" }),
    accountId: z.string().optional(),
    for: z.string().optional().meta({ description: "The name of the person whom it concerns, if it is known" }),
    about: z.string(),
    reason: z.string().optional().meta({ description: "Why it waits" }),
    link: z.string().meta({ description: "Where it can be looked at" }),
    actions: z.array(z.string()).meta({ description: "What staff can do about it: paths to POST to" }),
  })
  .meta({
    id: "WorkItem",
    examples: [
      {
        kind: "overdue-result",
        id: example.firstNumber,
        since: "2026-12-04T10:00:00.000Z",
        waitedSeconds: 86_400,
        accountId: "ana-466654521",
        for: "Ana Sá",
        about: `${example.exam} exam of ${example.title}`,
        link: "/v1/registrations/reg_0f1e2d3c4b5a69788796",
        actions: [`/v1/appointments/${example.firstNumber}/close`],
      },
    ],
  });

export function workView({ kind, id, since, about, reason, concerns, link, actions }: WorkItem, now: Instant) {
  const waitedSeconds = Math.floor((millisecondsOf(now) - millisecondsOf(since)) / 1000);
  const { accountId, name } = concerns ?? {};
  return { kind, id, since, waitedSeconds, accountId, for: name, about, reason, link, actions };
}

export const listWork = operation({
  id: "listWork",
  method: "GET",
  path: "/v1/work",
  auth: "staff",
  tag: "Staff",
  summary: "List the work that waits for staff, oldest first",
  description:
    "`limit` counts things. A thing has one row for each reason. With `kind`, a page may hold fewer rows, even none, and still have a next page.",
  query: z.strictObject({
    ...paging,
    kind: z
      .enum(workKinds)
      .optional()
      .meta({ description: "Only of this kind", examples: ["parked-report"] }),
  }),
  answers: { 200: { description: "One page of what waits", schema: page(row) } },
  cache: "never",
});
