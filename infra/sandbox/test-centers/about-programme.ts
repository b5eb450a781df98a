import * as z from "zod";

const exam = z.object({
  exam: z.string(),
  providers: z.array(z.string()),
  booked: z.boolean(),
  examCodeProviders: z.array(z.string()).default([]),
});

const level = z.object({
  level: z.string(),
  name: z.string(),
  eligibilityCode: z.boolean(),
  exams: z.array(exam),
});

const provider = z.object({
  provider: z.string(),
  name: z.string(),
  delivery: z.array(z.string()),
  confirmationNumber: z.string().optional(),
  /** True if candidates may pay there themselves. */
  selfPaid: z.boolean().default(false),
  exampleNumbers: z.array(z.string()).optional(),
});

/** The part of the API's description that describes the programme. */
export const aboutProgramme = z.object({
  example: z.object({ level: z.string(), certificationId: z.string() }),
  levels: z.array(level),
  providers: z.array(provider),
});

export type AboutProgramme = z.infer<typeof aboutProgramme>;

export const describedProgramme = z.object({ "x-programme": aboutProgramme });
