import * as z from "zod";
import { country, email } from "../fields.ts";
import { instant } from "../instant-fields.ts";
import { isNamed, nameOrder, noName, oneOfBothNames, personName } from "../person-name.ts";

export const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ().-]{4,32}$/, "is not a telephone number")
  .meta({ examples: ["+351 21 000 0000"] });

export const exampleCandidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };

export const candidate = z
  .strictObject({
    givenName: personName(100).optional(),
    familyName: personName(100).optional(),
    nameOrder: nameOrder.optional(),
    email,
    country,
    phone: phone.optional(),
  })
  .refine(isNamed, noName)
  .meta({
    id: "Candidate",
    description:
      "Named as on the identity document that is shown at the test centre. Who has a single name gives that one alone",
    ...oneOfBothNames,
    examples: [exampleCandidate],
  });

/** The centre's name, if it differs from the known one (R19, R37). */
export const nameDiffers = z.object({ registered: z.string(), checked: z.string(), since: instant }).meta({
  id: "NameDifference",
  description:
    "The test centre has checked another name against the identity document. The certificate bears that one. Ask staff if it is wrong",
  examples: [{ registered: "Ana Sá", checked: "Ana Silva", since: "2026-12-01T12:00:00.000Z" }],
});
