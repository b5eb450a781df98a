import * as z from "zod";
import { cleanName, nameOrders } from "../domain/name.ts";
import { text } from "./fields.ts";
import { printable } from "./printable.ts";

/** `St.John`, `A.B. Smith` and `Ltd.` are names, so a point alone tells nothing. */
const webAddress = /:\/\/|\bwww\./i;

/**
 * A name for a certificate. Invisible symbols are removed. Unprintable ones and web addresses are refused (R7), because names
 * go into e-mails to others.
 */
export function personName(maximum: number) {
  return text(maximum)
    .overwrite(cleanName)
    .check(printable)
    .refine((name) => !webAddress.test(name), "has a web address in it, and no name");
}

export const nameOrder = z.enum(nameOrders).meta({
  description:
    "The order of the two, where it is not the one that the script has: a Chinese, Japanese or Korean name has the family name first, any other the given name",
  examples: ["family-first"],
});

/** A single name is a name. */
export function isNamed({ givenName, familyName }: { givenName?: unknown; familyName?: unknown }): boolean {
  return givenName !== undefined || familyName !== undefined;
}

export const noName = { error: "states no name: give a given name, a family name or both", path: ["givenName"] };

/** For the description, which knows no rule over several fields. */
export const oneOfBothNames = { anyOf: [{ required: ["givenName"] }, { required: ["familyName"] }] };
