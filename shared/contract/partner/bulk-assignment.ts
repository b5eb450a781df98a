import * as z from "zod";
import { maximumAssignments } from "../../domain/partner/bulk-assignment.ts";
import { examCode } from "../code-fields.ts";
import { examCodeAnswer } from "../exam/exam-codes.ts";
import { accountId, partnerId } from "../fields.ts";
import { operation } from "../operation.ts";

const example = { code: "EXC-7F3K-9QXW-2M8T-R5VN-8", accountId: "ana-466654521" };

export const assignExamCodes = operation({
  id: "assignExamCodes",
  method: "POST",
  path: "/v1/partners/{partnerId}/exam-codes/assign",
  auth: "account",
  tag: "Exam codes",
  summary: "Assign several exam codes to members, all or none",
  description: `At most ${maximumAssignments} in one request, because one transaction holds no more. Each row is decided as if the rows before it were done. If a row is refused, nothing is assigned, and \`errors\` names every refused row. Each member gets an e-mail.`,
  params: z.strictObject({ partnerId }),
  body: z.strictObject({
    assignments: z
      .array(z.strictObject({ code: examCode, accountId }))
      .min(1)
      .max(maximumAssignments),
  }),
  examples: { "To a member": { assignments: [example] } },
  answers: {
    200: {
      description: "All are given; the codes in the order of the list",
      schema: z.object({ data: z.array(examCodeAnswer) }).meta({
        id: "AssignedExamCodes",
        examples: [{ data: examCodeAnswer.meta()?.examples?.slice(0, 1) ?? [] }],
      }),
    },
  },
  refusals: [
    ...(["partner-not-found", "managers-only", "partnership-suspended", "partnership-ended", "rows-refused"] as const),
    // It is in the `errors` of the refused list.
    "same-exam-twice",
  ],
});
