import type * as z from "zod";

/** Members that this version does not know. Under a symbol, because spreads copy symbols and JSON omits them. */
const later = Symbol("members of a later version");

/**
 * A later version has stored a value with which a rule of this version would have to decide: a state, a type. The thing is
 * left alone. A step answers 503, a list leaves it out, and the schedule leaves it due.
 */
export class LaterValue extends Error {
  override readonly name = "LaterValue";
}

/** The value by its schema. Throws `LaterValue` if nothing but values of closed lists is unknown, else what is wrong. */
export function parsedBy<T>(schema: z.ZodType<T>, stored: unknown): T {
  const read = schema.safeParse(stored);
  if (read.success) return read.data;
  if (read.error.issues.every((each) => isLater(each, stored))) throw new LaterValue(read.error.message);
  throw read.error;
}

/** A value, or nothing if it is a `LaterValue`. For lists on which nothing is decided. */
export function unlessLater<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof LaterValue) return undefined;
    throw error;
  }
}

/** An unknown text in the place of a known one. In a union it is enough if this is all that one of its parts lacks. */
function isLater({ code, path, ...issue }: z.core.$ZodIssue, stored: unknown): boolean {
  const there = path.reduce((value: unknown, name) => (isMembers(value) ? value[name] : undefined), stored);
  if (code === "invalid_value") return typeof there === "string";
  if (code !== "invalid_union") return false;
  const parts = "errors" in issue ? issue.errors : [];
  if (parts.length === 0) return typeof there === "string";
  return parts.some((each) => each.every((inner) => isLater(inner, there)));
}

/** An object or an array. */
function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

type Members = Record<PropertyKey, unknown>;

/** The value that was read from `stored`, with all that its schema has left out, at every level. */
export function withLater<T>(value: T, stored: unknown): T {
  if (Array.isArray(value) && Array.isArray(stored)) {
    for (const [at, each] of value.entries()) withLater(each, stored[at]);
  }
  if (!isObject(value) || !isObject(stored) || value === stored) return value;
  for (const [name, each] of Object.entries(value)) withLater(each, stored[name]);
  const unknown = Object.entries(stored).filter(([name]) => !(name in value));
  return unknown.length === 0 ? value : Object.assign(value, { [later]: Object.fromEntries(unknown) });
}

/** Whether the value has members that this version does not know, at any level. */
export function hasLater(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasLater);
  return isObject(value) && (later in value || Object.values(value).some(hasLater));
}

/** The members of a value that this version does not know, for one that is built anew in its place. */
export function laterOf(value: unknown): Members {
  return isObject(value) && later in value ? { [later]: value[later] } : {};
}

/** The data of a value that a rule has built anew, with what its schema does not know of the data that it replaces. */
export function keepingLater(entity: { readonly schema: z.ZodType }, data: unknown, before: unknown): unknown {
  if (!isObject(data) || !isObject(before)) return data;
  const left = Object.keys(before).filter((name) => !(name in data));
  const known = left.length === 0 ? undefined : parsedBy(entity.schema, before);
  const unknown = left.filter((name) => isObject(known) && !(name in known));
  return { ...Object.fromEntries(unknown.map((name) => [name, before[name]])), ...data };
}

/** The value as it is stored: with the members of a later version in their places again. */
export function asStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStored);
  if (!isObject(value)) return value;
  const unknown = value[later];
  const members = Object.entries(value).map(([name, each]) => [name, asStored(each)]);
  return { ...(isObject(unknown) && unknown), ...Object.fromEntries(members) };
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
