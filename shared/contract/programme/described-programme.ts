import { programme } from "../../domain/programme/programme-versions.ts";

/** The programme in the description (`x-programme`), for programs that work with any programme. */
export const describedProgramme = {
  name: programme.name,
  currency: programme.currency,
  example: programme.example,
  levels: programme.levels.map(({ level, name, eligibilityCode, exams }) => ({ level, name, eligibilityCode, exams })),
  providers: programme.providers.map(({ provider, name, delivery, selfPaid, confirmationNumber, exampleNumbers }) => ({
    provider,
    name,
    delivery,
    ...(selfPaid && { selfPaid }),
    ...(confirmationNumber !== undefined && { confirmationNumber, exampleNumbers }),
  })),
};
