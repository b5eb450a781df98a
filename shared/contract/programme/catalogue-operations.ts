import * as z from "zod";
import { example } from "../examples.ts";
import { page, paging } from "../fields.ts";
import { operation } from "../operation.ts";
import { certificationId, level } from "../programme-fields.ts";
import { certification, entry, exampleEntry } from "./catalogue.ts";

export const listCertifications = operation({
  id: "listCertifications",
  method: "GET",
  path: "/v1/certifications",
  auth: "public",
  tag: "Catalogue",
  summary: "List certifications",
  query: z.strictObject({
    ...paging,
    level: level.optional().meta({ description: "Only of this level", examples: [example.level] }),
  }),
  answers: { 200: { description: "One page of the catalogue", schema: page(certification) } },
  cache: { seconds: 60 },
});

export const getCertification = operation({
  id: "getCertification",
  method: "GET",
  path: "/v1/certifications/{certificationId}",
  auth: "public",
  tag: "Catalogue",
  summary: "Get a certification",
  params: z.strictObject({ certificationId }),
  answers: { 200: { description: "The certification", schema: certification } },
  refusals: ["certification-not-found"],
  cache: { seconds: 60 },
});

export const putCertification = operation({
  id: "putCertification",
  method: "PUT",
  path: "/v1/certifications/{certificationId}",
  auth: "staff",
  tag: "Catalogue",
  summary: "Create, change, publish or retire a certification",
  description:
    "The body is the whole entry. A published certification does not become a draft again. `end-of-sale` and `end-of-life` take effect now, or at the given instant in the past or future.",
  params: z.strictObject({ certificationId }),
  body: entry,
  examples: {
    "A certification on sale": exampleEntry,
    "One that ends": { ...exampleEntry, status: "end-of-sale", endOfLifeAt: "2027-11-22T00:00:00Z" },
  },
  answers: {
    200: { description: "Changed", schema: certification },
    201: { description: "Created", schema: certification },
  },
  refusals: ["certification-level-is-fixed", "certification-already-published", "series-code-taken"],
});
