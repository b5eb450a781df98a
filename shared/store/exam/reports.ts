import * as z from "zod";
import { type Report, type Result, subjectKinds } from "../../domain/exam/center-report.ts";
import { nothingEarnedReasons } from "../../domain/exam/enrolment.ts";
import { workOfReport } from "../../domain/exam/exam-work.ts";
import { parkedFrom } from "../../domain/exam/kept-report.ts";
import { type Instant, plusDays } from "../../domain/instant.ts";
import { digest, entity, lists } from "../core/entity.ts";
import { dueSlot, type Slot, slotOf } from "../core/slot.ts";
import { canonical, openData } from "../core/stored.ts";
import { checkedName } from "./sitting-reports.ts";

const reportSchema = z.object({
  reportId: z.string(),
  provider: z.string(),
  type: z.string(),
  status: z.enum(["applied", "waiting", "parked", "closed"]),
  occurredAt: z.string(),
  receivedAt: z.string(),
  waitsFor: z
    .object({
      kind: z.enum(subjectKinds),
      id: z.string(),
    })
    .optional(),
  retryUntil: z.string().optional(),
  tries: z.number().optional(),
  nextTryAt: z.string().optional(),
  reason: z.string().optional(),
  accepted: z.object({ at: z.string(), rule: z.string(), reason: z.string() }).optional(),
  concerns: z.object({ accountId: z.string().optional(), name: z.string().optional() }).optional(),
  data: openData,
});

/** What test centres and the payment provider told us, kept as it came, with what became of it. */
export const reports = entity<Report>()({
  kind: "report",
  schema: reportSchema,
  owner: (report) => {
    if (report.status === "applied") return undefined;
    if (report.status === "closed") return { list: lists.closedReports, sort: report.receivedAt };
    return { list: lists.openReports, sort: parkedFrom(report) };
  },
  due: ({ status, nextTryAt }) => (status === "waiting" ? nextTryAt : undefined),
  work: workOfReport,
});

/** The identifier of a report follows from who says what: the same report under a new message id is the same report. */
export function reportIdFor(provider: string, report: unknown): string {
  return `rep_${digest(`${provider}:${canonical(report)}`)}`;
}

/** A webhook message, by the provider's id: what it said, so that one id never stands for two contents. */
export type Message = { readonly reportId: string; readonly receivedAt: Instant };

const keptDays = 30;

const messages = entity<Message>()({
  kind: "message",
  schema: z.object({ reportId: z.string(), receivedAt: z.string() }),
  droppedAfter: keptUntil,
});

function keptUntil({ receivedAt }: Message): Instant {
  return plusDays(receivedAt, keptDays);
}

/** The message as far as its id is still remembered, whether or not the schedule has dropped it since. */
export function remembered(message: Message | undefined, now: Instant): Message | undefined {
  return message !== undefined && now < keptUntil(message) ? message : undefined;
}

export function messageAt(provider: string, messageId: string) {
  return messages.at(`${provider}#${messageId}`);
}

const section = z.object({
  name: z.string(),
  score: z.number().optional(),
  maximumScore: z.number().optional(),
});

const resultSchema = z.object({
  resultId: z.string(),
  reportId: z.string().optional(),
  provider: z.string(),
  accountId: z.string().optional(),
  registrationId: z.string(),
  sittingId: z.string().optional(),
  candidateId: z.string().optional(),
  delivery: z.enum(["test-center", "online"]).optional(),
  certificationId: z.string(),
  exam: z.string(),
  seriesCode: z.string().optional(),
  title: z.string().optional(),
  examCode: z.string().optional(),
  outcome: z.enum(["pass", "fail", "incomplete", "held", "invalidated"]),
  score: z.number().optional(),
  maximumScore: z.number().optional(),
  passingScore: z.number().optional(),
  sections: z.array(section).optional(),
  candidate: checkedName.optional(),
  parked: z.boolean().optional(),
  takenAt: z.string(),
  receivedAt: z.string(),
  confirmationNumber: z.string().optional(),
  certificateId: z.string().optional(),
  earnsNothing: z.enum(nothingEarnedReasons).optional(),
  corrects: z.string().optional(),
  reason: z.string().optional(),
  correctedBy: z.string().optional(),
});

export const results = entity<Slot<Result>>()({
  kind: "result",
  schema: slotOf(resultSchema),
  owner: ({ thing }) =>
    thing?.accountId === undefined || thing.parked === true
      ? undefined
      : { list: lists.account(thing.accountId), sort: thing.takenAt },
  due: dueSlot,
  listedSince: ({ thing }) => thing?.receivedAt,
});

/** Result identifiers are a provider's own: two providers may use the same one. */
export function resultAt(provider: string, resultId: string) {
  return results.at(`${provider}#${resultId}`);
}
