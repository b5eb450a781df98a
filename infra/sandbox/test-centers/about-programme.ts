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
  /** Whether people may pay for its exams there themselves. */
  selfPaid: z.boolean().default(false),
  exampleNumbers: z.array(z.string()).optional(),
});

/** What the API's description tells of the programme that it runs. */
export const aboutProgramme = z.object({
  example: z.object({ level: z.string(), certificationId: z.string() }),
  levels: z.array(level),
  providers: z.array(provider),
});

export type AboutProgramme = z.infer<typeof aboutProgramme>;

export const describedProgramme = z.object({ "x-programme": aboutProgramme });
