import * as z from "zod";
import { type CodeMistake, type CodePrefix, readCode } from "../domain/code.ts";

const mistakes: Record<Exclude<CodeMistake, "wrong-prefix">, string> = {
  "wrong-length": "has too few or too many symbols",
  "wrong-symbol": "has a symbol that codes do not use",
  "wrong-check-symbol": "is mistyped: its last symbol does not fit the others",
};

function codeInput(prefix: CodePrefix, kind: string, example: string) {
  return z
    .string()
    .max(100)
    .meta({ examples: [example] })
    .transform((typed, context) => {
      const read = readCode(prefix, typed);
      if ("code" in read) return read.code;
      const { mistake } = read;
      const message =
        mistake === "wrong-prefix" ? `is not ${kind}: it does not begin with ${prefix}` : mistakes[mistake];
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .meta({ description: `${kind.replace("a", "A")}. Either case, with or without spaces and hyphens` });
}

export const authorizationCode = codeInput("EDU", "an authorization code", "EDU-7F3K-9QXW-2M8T-R5VN-8");
export const eligibilityCode = codeInput("ACTC", "an eligibility code", "ACTC-7F3K-9QXW-2M8T-R5VN-8");
export const certificateNumber = codeInput("CRT", "a certificate's number", "CRT-7F3K-9QXW-2M8T-R5VN-8");
export const examCode = codeInput("EXC", "an exam code", "EXC-7F3K-9QXW-2M8T-R5VN-8");
