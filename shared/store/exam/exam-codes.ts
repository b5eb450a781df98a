import * as z from "zod";
import type { ExamCode } from "../../domain/exam/exam-code.ts";
import { examCodeDue } from "../../domain/exam/exam-code-end.ts";
import { workOfExamCode } from "../../domain/exam/exam-work.ts";
import { entity, lists } from "../core/entity.ts";
import { certificationSummary } from "../core/stored.ts";
import { sittingReportSchema } from "./sitting-reports.ts";

const schema = () =>
  z.object({
    code: z.string(),
    partnerId: z.string(),
    certification: certificationSummary,
    exam: z.string(),
    programmeVersion: z.number(),
    changeId: z.string(),
    issuedAt: z.string(),
    expiresAt: z.string(),
    holdings: z.array(
      z.object({
        accountId: z.string(),
        fullName: z.string(),
        email: z.string().optional(),
        since: z.string(),
        until: z.string().optional(),
      }),
    ),
    used: z.object({ at: z.string(), resultId: z.string(), takenAt: z.string().optional() }).optional(),
    reports: z.array(sittingReportSchema()).optional(),
    announced: z.number().optional(),
    overdue: z.array(z.string()).optional(),
    accepted: z.array(z.string()).optional(),
    cancelled: z.object({ at: z.string(), replacedBy: z.string().optional() }).optional(),
    endedAt: z.string().optional(),
  });

export const examCodes = entity<ExamCode>()({
  kind: "exam-code",
  schema,
  owner: ({ partnerId, changeId }) => ({ list: lists.partner(partnerId), sort: changeId }),
  code: ({ code }) => code,
  due: (code) => examCodeDue(code)?.at,
  work: workOfExamCode,
  listedSince: ({ issuedAt }) => issuedAt,
});
