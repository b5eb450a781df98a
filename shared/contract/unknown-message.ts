import * as z from "zod";
import { instantInput } from "./instant-fields.ts";

/** DynamoDB's limits are a depth of 32 and 126 digits, and no name may be empty. */
const maximumDepth = 20;
const largest = 1e100;

/** A signed message of an unknown type. It is stored for staff, so that nothing is lost (R17). */
export function unknownMessage(known: readonly string[]) {
  const type = z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/, "is not the name of a type")
    .refine((name) => !known.includes(name), { abort: true, error: "is known" })
    .meta({
      description: "A type that we do not know",
      examples: ["something.happened"],
      override: ({ jsonSchema }) => Object.assign(jsonSchema, { not: { enum: [...known] } }),
    });
  const data = z
    .record(z.string(), z.unknown())
    .refine(canBeKept, "is nested too deeply, or has a member, a number or a text that cannot be kept");
  return z.object({ type, occurredAt: instantInput, data });
}

/** Level by level, because a recursion could exhaust the stack. */
function canBeKept(data: unknown): boolean {
  let level: readonly unknown[] = [data];
  for (let depth = 0; depth < maximumDepth; depth += 1) {
    if (level.some((each) => typeof each === "number" && !isKeptExactly(each))) return false;
    if (level.some((each) => typeof each === "string" && !each.isWellFormed())) return false;
    // The table's client would take the second for an instance of a class.
    if (["", "constructor"].some((name) => level.some((each) => isObject(each) && Object.hasOwn(each, name))))
      return false;
    level = level.flatMap((each) => (isObject(each) ? Object.entries(each).flat() : []));
    if (level.length === 0) return true;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isKeptExactly(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size < largest && size > 1 / largest);
}
