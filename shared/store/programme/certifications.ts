import * as z from "zod";
import type { Certification } from "../../domain/programme/certification.ts";
import type { CatalogueExam } from "../../domain/programme/exam-series.ts";
import { entity, lists } from "../core/entity.ts";
import { laterOf } from "../core/later.ts";
import { catalogueExam, money } from "../core/stored.ts";

const schema = () =>
  z.object({
    certificationId: z.string(),
    level: z.string(),
    title: z.string(),
    description: z.string().optional(),
    skills: z.array(z.string()).optional(),
    criteria: z.string().optional(),
    alignment: z
      .array(
        z.object({
          targetName: z.string(),
          targetUrl: z.string(),
          targetFramework: z.string().optional(),
          targetCode: z.string().optional(),
        }),
      )
      .optional(),
    exams: z.array(catalogueExam),
    materials: z.array(z.object({ title: z.string(), kind: z.string(), url: z.string() })),
    price: money,
    offlineTraining: z.object({ price: money }).optional(),
    published: z.boolean(),
    endOfSaleAt: z.string().optional(),
    endOfLifeAt: z.string().optional(),
  });

/**
 * An entry in the place of the one before, with what a later version has stored inside of that: a PUT replaces what it
 * states. An exam is the same by its name, a material and an alignment by their address.
 */
export function keepingParts(before: Certification | undefined, entry: Certification): Certification {
  if (before === undefined) return entry;
  const { exams, materials, alignment, price, offlineTraining: training } = entry;
  const exam = (of: CatalogueExam) => ({ ...of, ...laterOf(before.exams.find((each) => each.exam === of.exam)) });
  const trainingBefore = before.offlineTraining;
  return {
    ...entry,
    exams: exams.map(exam),
    materials: materials.map((of) => ({ ...of, ...laterOf(before.materials.find(({ url }) => url === of.url)) })),
    alignment: alignment?.map((of) => ({
      ...of,
      ...laterOf(before.alignment?.find(({ targetUrl }) => targetUrl === of.targetUrl)),
    })),
    price: { ...price, ...laterOf(before.price) },
    offlineTraining: training && {
      ...laterOf(trainingBefore),
      price: { ...training.price, ...laterOf(trainingBefore?.price) },
    },
  };
}

/** The catalogue; what was never published stands in no list. */
export const certifications = entity<Certification>()({
  kind: "certification",
  schema,
  owner: ({ published, level }) => (published ? { list: lists.catalogue, sort: level } : undefined),
});
