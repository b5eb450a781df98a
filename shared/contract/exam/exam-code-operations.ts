import * as z from "zod";
import { examCode } from "../code-fields.ts";
import { page, paging, text } from "../fields.ts";
import { operation } from "../operation.ts";
import { ofCertification } from "../programme-fields.ts";
import { cancelledExamCode, examCodeAnswer, freeExamCode, statusFilter } from "./exam-codes.ts";

const params = z.strictObject({ code: examCode });

export const listExamCodes = operation({
  id: "listExamCodes",
  method: "GET",
  path: "/v1/exam-codes",
  auth: "account",
  tag: "Exam codes",
  summary: "List my exam codes, newest first",
  description: "The list keeps the latest 40 used and expired codes.",
  query: z.strictObject({ ...paging, ...ofCertification, status: statusFilter }),
  answers: { 200: { description: "One page of codes", schema: page(examCodeAnswer) } },
});

export const getExamCode = operation({
  id: "getExamCode",
  method: "GET",
  path: "/v1/exam-codes/{code}",
  auth: "account",
  tag: "Exam codes",
  summary: "Get an exam code",
  params,
  answers: { 200: { description: "The code", schema: examCodeAnswer } },
  refusals: ["exam-code-not-found"],
  guessed: "code",
});

export const assignExamCode = operation({
  id: "assignExamCode",
  method: "POST",
  path: "/v1/exam-codes/{code}/assign",
  auth: "account",
  tag: "Exam codes",
  summary: "Assign an exam code to a member",
  description: "A member may have 20 unused codes. The member gets an e-mail.",
  params,
  body: z.strictObject({
    accountId: z
      .string()
      .min(1)
      .max(255)
      .refine((value) => value.isWellFormed(), "is not well-formed")
      .meta({ description: "The member's account", examples: ["ana-466654521"] }),
  }),
  examples: { "To a member": { accountId: "ana-466654521" } },
  answers: { 200: { description: "Given", schema: examCodeAnswer } },
  refusals: [
    "member-not-found",
    "exam-code-not-found",
    "managers-only",
    "partnership-suspended",
    "partnership-ended",
    "certificate-not-claimed",
    "certificate-still-valid",
    "exam-code-booked",
    "exam-code-used",
    "exam-code-expired",
    "exam-code-cancelled",
    "exam-code-already-assigned",
    "too-many-exam-codes",
  ],
});

export const returnExamCode = operation({
  id: "returnExamCode",
  method: "POST",
  path: "/v1/exam-codes/{code}/return",
  auth: "account",
  tag: "Exam codes",
  summary: "Return an unused exam code",
  description: "Managers take it back from its member. Members give their own back.",
  params,
  answers: { 200: { description: "It is available again", schema: examCodeAnswer, shows: freeExamCode } },
  refusals: [
    "exam-code-not-found",
    "managers-only",
    "exam-code-booked",
    "exam-code-used",
    "exam-code-expired",
    "exam-code-cancelled",
    "exam-code-not-assigned",
  ],
});

export const cancelExamCode = operation({
  id: "cancelExamCode",
  method: "POST",
  path: "/v1/exam-codes/{code}/cancel",
  auth: "staff",
  tag: "Exam codes",
  summary: "Cancel or replace an exam code",
  description:
    "The code must be neither booked nor used. The coupon is spent. With `replace`, a new code takes its place, with the same exam, end and member.",
  params,
  body: z.strictObject({
    reason: text(500),
    replace: z
      .boolean()
      .default(false)
      .meta({ description: "Whether another code takes its place", examples: [true] }),
  }),
  examples: {
    "It got into wrong hands": { reason: "The code was published", replace: true },
    "It is taken out of use": { reason: "The member has left the partner" },
  },
  answers: {
    200: {
      description: "Cancelled, and the code that takes its place",
      schema: cancelledExamCode,
    },
  },
  refusals: ["exam-code-not-found", "exam-code-booked", "exam-code-used", "exam-code-expired", "exam-code-cancelled"],
});
