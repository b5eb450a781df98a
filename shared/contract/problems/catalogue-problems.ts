import { inWords } from "./programme-words.ts";

/** The refusals about what is on sale, and for what a code is good. See `problems.ts`. */
export const ofCatalogue = {
  "certification-level-is-fixed": {
    status: 409,
    title: "A certification's level cannot be changed",
    help: "Codes were sold for this level. Create another certification.",
  },
  "certification-already-published": {
    status: 409,
    title: "A published certification does not become a draft again",
    help: "Codes and certificates name it. Withdraw it with the status `end-of-sale` or `end-of-life`.",
  },
  "series-code-taken": {
    status: 409,
    title: "Another exam has this series code",
    help: "A series code is unique in the catalogue. Choose another one.",
  },
  "certification-not-on-sale": {
    status: 409,
    title: "The certification is not sold any more",
    help: "Codes that were sold before can be redeemed until its end of life. Choose another certification.",
  },
  "certification-retired": {
    status: 409,
    title: "The certification has ended",
    help: "Since its end of life no code can be activated for it. Choose another certification.",
  },
  "offline-training-not-offered": {
    status: 409,
    title: "There is no offline training for this certification",
    help: "The catalogue shows `offlineTraining` for each certification that has one.",
  },
  "authorization-code-edition-not-allowed": {
    status: 409,
    title: "This edition does not exist for the level",
    help: `See which editions each level takes.${inWords.onlySingleSubject}`,
  },
  "authorization-code-does-not-cover-certification": {
    status: 409,
    title: "The authorization code is for something else",
    help: "A single-subject code only fits its certification. A general-purpose code fits the published certifications of its levels.",
  },
} as const;
