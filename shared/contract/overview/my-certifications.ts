import * as z from "zod";
import { examStatusNames } from "../../domain/exam/registration-status.ts";
import type { Instant } from "../../domain/instant.ts";
import type { MyRow } from "../../domain/overview/my-certifications.ts";
import { actions } from "../../domain/overview/next-actions.ts";
import { bindingAnswer, bindingView } from "../certificate/bindings.ts";
import { certificateAnswer } from "../certificate/certificates.ts";
import { bookedExam, bookedExamView } from "../exam/booked-exams.ts";
import { examCodeAnswer, examCodeView } from "../exam/exam-codes.ts";
import { registration, registrationView } from "../exam/registrations.ts";
import { resultAnswer, resultView } from "../exam/results.ts";
import { example } from "../examples.ts";
import { instant } from "../instant-fields.ts";
import { operation } from "../operation.ts";
import { titledExam } from "../programme/catalogue.ts";
import { certificationId, level, ofCertification } from "../programme-fields.ts";
import { authorizationCodeView, codeAnswer } from "../purchase/authorization-codes.ts";

const nextAction = z
  .object({
    action: z.enum(actions),
    exam: z.string().optional(),
    code: z.string().optional().meta({ description: "The code with which it is done" }),
    at: instant.optional().meta({ description: "A booked exam begins then" }),
    until: instant.optional().meta({ description: "It can be done before then" }),
    why: z.string().optional().meta({ description: "It cannot be done now: the code of the reason" }),
  })
  .meta({ id: "NextAction", examples: [{ action: "claim" }] });

const row = z
  .object({
    certificationId,
    title: z.string(),
    level,
    codes: z.array(codeAnswer).meta({ description: "Codes to activate, those of the whole level among them" }),
    registration: registration.optional().meta({ description: "The latest one" }),
    exams: z.array(
      z.object({ ...titledExam, status: z.enum(examStatusNames).optional(), appointment: bookedExam.optional() }),
    ),
    examCodes: z.array(examCodeAnswer).meta({ description: "Those that one was given" }),
    bindings: z.array(bindingAnswer),
    results: z.array(resultAnswer),
    certificate: certificateAnswer.optional().meta({ description: "The latest one; `claimable` until it is claimed" }),
    next: z.array(nextAction),
  })
  .meta({
    id: "MyCertification",
    examples: [
      {
        certificationId: example.certificationId,
        title: example.title,
        level: example.level,
        codes: codeAnswer.meta()?.examples ?? [],
        exams: [
          { exam: example.exam, seriesCode: example.seriesCode, title: `${example.title}, ${example.exam} exam` },
        ],
        examCodes: [],
        bindings: [],
        results: [],
        next: [{ action: "activate", code: "EDU-7F3K-9QXW-2M8T-R5VN-8", until: "2027-11-22T09:31:00.000Z" }],
      },
    ],
  });

/** The handler adds the links to the certificate. */
export function myCertificationView(of: MyRow, now: Instant) {
  const { certificationId, title, level } = of.certification;
  return {
    certificationId,
    title,
    level,
    codes: of.codes.map((code) => authorizationCodeView(code, now)),
    registration: of.registration && registrationView(of.registration, now),
    exams: of.exams.map(({ appointment, ...exam }) => ({
      ...exam,
      appointment: appointment && bookedExamView(of.certification, appointment),
    })),
    examCodes: of.examCodes.map((code) => examCodeView(code, now)),
    bindings: of.bindings.map((binding) => bindingView(binding, now)),
    results: of.results.map(resultView),
    next: of.next,
  };
}

export const getMyCertifications = operation({
  id: "getMyCertifications",
  method: "GET",
  path: "/v1/me/certifications",
  auth: "account",
  tag: "Account",
  summary: "List my certifications and my next actions",
  description:
    "One row for each certification. `generalPurposeCodes` can be activated for any certification of their levels. A very long history is cut to its newest part.",
  query: z.strictObject(ofCertification),
  answers: {
    200: {
      description: "The certifications",
      schema: z.object({ data: z.array(row), generalPurposeCodes: z.array(codeAnswer) }).meta({
        examples: [{ data: row.meta()?.examples ?? [], generalPurposeCodes: [] }],
      }),
    },
  },
});
