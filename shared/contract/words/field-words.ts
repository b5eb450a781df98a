import { catalogueWords } from "./catalogue-words.ts";
import { certificateWords } from "./certificate-words.ts";
import { codeWords } from "./code-words.ts";
import { examWords } from "./exam-words.ts";
import { identifierWords } from "./identifier-words.ts";
import { instantWords } from "./instant-words.ts";
import { messageWords } from "./message-words.ts";
import { partnerWords } from "./partner-words.ts";
import { personWords } from "./person-words.ts";
import { purchaseWords } from "./purchase-words.ts";

/**
 * The meaning of each field by its name. A key `place.name` is for one place: a component, an operation's body, or the
 * field around it. `described-fields.ts` writes it into the description.
 */
export const fieldWords: Readonly<Record<string, string>> = {
  ...instantWords,
  ...identifierWords,
  ...personWords,
  ...catalogueWords,
  ...purchaseWords,
  ...codeWords,
  ...examWords,
  ...certificateWords,
  ...partnerWords,
  ...messageWords,
};
