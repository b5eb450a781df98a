import * as z from "zod";
import type { Instant } from "../../domain/instant.ts";
import { type Certification, certificationStatus } from "../../domain/programme/certification.ts";
import { examsOf, type TitledExam } from "../../domain/programme/exam-series.ts";
import { levelRule } from "../../domain/programme/programme.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { example, examplePrice } from "../examples.ts";
import { text } from "../fields.ts";
import { instant, instantInput } from "../instant-fields.ts";
import { printable } from "../printable.ts";
import { certificationId, exam, level, money, seriesCode } from "../programme-fields.ts";
import { attested, exampleAttested, httpsUrl } from "./attested.ts";

const status = z.enum(["draft", "published", "end-of-sale", "end-of-life"]);

const content = {
  level,
  title: text(200).check(printable),
  description: text(4000).optional(),
  ...attested,
  price: money,
  offlineTraining: z.strictObject({ price: money }).optional(),
  materials: z
    .array(
      z.strictObject({
        title: text(200),
        kind: z.enum(["document", "presentation", "video"]),
        url: httpsUrl,
      }),
    )
    .max(50)
    .default([]),
};

const statedExams = z
  .array(z.strictObject({ exam, seriesCode, title: text(300).optional(), instructionsUrl: httpsUrl.optional() }))
  .max(10)
  .default([])
  .meta({
    description:
      "The exams, each with its series code, which no other exam of the catalogue has. An exam that is left out has the id of the certification and its own name, in upper case, for a code.",
  });

export const titledExam = {
  exam: z.string(),
  seriesCode: z.string(),
  title: z.string(),
  instructionsUrl: z.string().optional(),
};

export const exampleEntry = {
  level: example.level,
  title: example.title,
  ...exampleAttested,
  price: examplePrice,
  materials: [{ title: "Study guide", kind: "document", url: "https://learn.example.org/guide.pdf" }],
  exams: [
    {
      exam: example.exam,
      seriesCode: example.seriesCode,
      title: `${example.title}, ${example.exam} exam`,
      instructionsUrl: `https://learn.example.org/${example.certificationId}/exam`,
    },
  ],
  status: "published",
};

/** The body of PUT. */
export const entry = z
  .strictObject({
    ...content,
    status,
    exams: statedExams,
    endOfSaleAt: instantInput.optional(),
    endOfLifeAt: instantInput.optional(),
  })
  .superRefine(({ level, exams, endOfSaleAt, endOfLifeAt }, context) => {
    const known = levelRule(programme, level).exams.map((each) => each.exam);
    exams.forEach((each, at) => {
      if (!known.includes(each.exam)) {
        context.addIssue({ code: "custom", path: ["exams", at, "exam"], message: `is no exam of ${level}` });
      }
      for (const name of ["exam", "seriesCode"] as const) {
        if (exams.findIndex((other) => other[name] === each[name]) < at) {
          context.addIssue({ code: "custom", path: ["exams", at, name], message: "stands twice" });
        }
      }
    });
    if (endOfSaleAt !== undefined && endOfLifeAt !== undefined && endOfLifeAt < endOfSaleAt) {
      context.addIssue({ code: "custom", path: ["endOfLifeAt"], message: "lies before the end of sale" });
    }
  });

export const certification = z
  .object({
    ...content,
    certificationId,
    status,
    exams: z.array(z.object(titledExam)),
    endOfSaleAt: instant.optional(),
    endOfLifeAt: instant.optional(),
  })
  .meta({
    id: "Certification",
    examples: [{ ...exampleEntry, certificationId: example.certificationId }],
  });

/** `status` follows from the dates and the time of the request. */
export function certificationView(
  certification: Certification,
  now: Instant,
): Omit<Certification, "published" | "exams"> & { exams: TitledExam[]; status: z.infer<typeof status> } {
  const { published: _, ...facts } = certification;
  return { ...facts, exams: examsOf(certification), status: certificationStatus(certification, now) };
}
