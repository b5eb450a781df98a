import * as z from "zod";
import type { Certification } from "../../domain/programme/certification.ts";
import { entity, lists } from "../core/entity.ts";
import { catalogueExam, money } from "../core/stored.ts";

const schema = z.object({
  certificationId: z.string(),
  level: z.string(),
  title: z.string(),
  description: z.string().optional(),
  exams: z.array(catalogueExam),
  materials: z.array(z.object({ title: z.string(), kind: z.string(), url: z.string() })),
  price: money,
  offlineTraining: z.object({ price: money }).optional(),
  published: z.boolean(),
  endOfSaleAt: z.string().optional(),
  endOfLifeAt: z.string().optional(),
});

/** The catalogue; what was never published stands in no list. */
export const certifications = entity<Certification>()({
  kind: "certification",
  schema,
  owner: ({ published, level }) => (published ? { list: lists.catalogue, sort: level } : undefined),
});
