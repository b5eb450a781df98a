import * as z from "zod";
import type { ZodOpenApiComponentsObject } from "zod-openapi";
import { exampleFaults, problems, problemType } from "../problems/problems.ts";
import { exampleId } from "./answer-headers.ts";

const fault = z.object({
  pointer: z
    .string()
    .meta({ description: "A JSON pointer into the body, or `/path`, `/query` or `/headers` and a name" }),
  detail: z.string(),
});

/** The form of every error. */
export const problemDocument = z
  .object({
    type: z.string().meta({ description: "The address of a page that says what it means and what to do" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: "The request's id" }),
    code: z.string().meta({ description: "What happened. Stable: programs decide by it" }),
    errors: z.array(fault).optional().meta({ description: "The parts of the request that do not fit" }),
  })
  .meta({ id: "Problem", description: "RFC 9457", examples: [exampleProblem("order-already-paid")] });

/** Each error once, by its code. `method-not-allowed` belongs to no operation. */
export const exampleProblems: NonNullable<ZodOpenApiComponentsObject["examples"]> = Object.fromEntries(
  Object.keys(problems)
    .filter((code) => code !== "method-not-allowed")
    .map((code) => [code, { summary: problemOf(code).title, value: exampleProblem(code) }]),
);

function problemOf(code: string) {
  return Object.entries(problems).find(([each]) => each === code)?.[1] ?? problems["internal-error"];
}

function exampleProblem(code: string) {
  const { status, title, help } = problemOf(code);
  const about = { type: problemType(code, "https://api.example.org"), title, status, detail: help };
  const errors = exampleFaults(code);
  return { ...about, instance: exampleId, code, ...(errors !== undefined && { errors }) };
}
