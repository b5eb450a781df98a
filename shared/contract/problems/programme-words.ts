import { inDays, inMonths } from "../../domain/period.ts";
import { levelNames } from "../../domain/programme/programme.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

const { levels, authorizationCodeMonths, retakeWaitDays } = programme;
const withCode = levels.filter((level) => level.eligibilityCode);
const singleSubject = levels.filter(({ editions }) => !editions.includes("general-purpose"));

/** The programme's rules in words, for descriptions and problems. */
export const inWords = {
  authorizationCodeLife: inMonths(authorizationCodeMonths),
  withEligibilityCode: withCode.length === 0 ? "" : `, with its eligibility code for ${levelNames(withCode)}`,
  onlySingleSubject: singleSubject.length === 0 ? "" : ` Only single-subject codes fit ${levelNames(singleSubject)}.`,
  retakeWait:
    retakeWaitDays === 0
      ? "Wait for the waiting time of the programme under which the code was sold."
      : `Wait for ${inDays(retakeWaitDays)} after the failed exam.`,
};
