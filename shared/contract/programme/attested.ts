import * as z from "zod";
import { text } from "../fields.ts";

/** The characters of RFC 3986: verifiers refuse a credential with another one. A name before the host would hide the host. */
export const httpsUrl = z
  .string()
  .max(2000)
  .regex(/^https:\/\/(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/, "is not an https URL")
  .refine((url) => URL.canParse(url), { error: "is not a URL", abort: true })
  .refine((url) => new URL(url).username === "", "names a user before the host")
  .meta({ examples: ["https://learn.example.org/guide.pdf"] });

/** The meaning of a certification to an employer. Its badges and credentials say the same. */
export const attested = {
  skills: z
    .array(text(60))
    .max(20)
    .refine((skills) => new Set(skills).size === skills.length, "names one twice")
    .optional(),
  criteria: text(2000).optional(),
  alignment: z
    .array(
      z.strictObject({
        targetName: text(200),
        targetUrl: httpsUrl,
        targetFramework: text(200).optional(),
        targetCode: text(100).optional(),
      }),
    )
    .max(20)
    .optional(),
};

export const exampleAttested = {
  skills: ["Planning", "Safe operation", "Finding faults"],
  criteria: "Pass every exam. Each one is supervised.",
  alignment: [
    {
      targetName: "Safe operation",
      targetUrl: "https://frameworks.example.org/skills/safe-operation",
      targetFramework: "Framework of Skills",
      targetCode: "SO-3",
    },
  ],
};
