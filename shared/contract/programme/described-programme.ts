import { programme } from "../../domain/programme/programme-versions.ts";

/**
 * The programme as the API's description tells it (`x-programme`): its levels, who holds their exams, and what the names in
 * requests and answers mean to people. Programs that are to work with any body's programme read it there.
 */
export const describedProgramme = {
  name: programme.name,
  currency: programme.currency,
  example: programme.example,
  levels: programme.levels.map(({ level, name, eligibilityCode, exams }) => ({ level, name, eligibilityCode, exams })),
  providers: programme.providers.map(({ provider, name, delivery, selfPaid, confirmationNumber, exampleNumbers }) => ({
    ...{ provider, name, delivery },
    ...(selfPaid && { selfPaid }),
    ...(confirmationNumber !== undefined && { confirmationNumber, exampleNumbers }),
  })),
};
