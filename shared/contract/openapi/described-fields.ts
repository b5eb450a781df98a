import { anyOffset } from "../instant-fields.ts";
import { fieldWords } from "../words/field-words.ts";

const utc = "#/components/schemas/Instant";

/** Gives a field without a description the meaning of its name. A test finds a field without any. */
export function describeFields(part: unknown, place: string): void {
  if (Array.isArray(part)) for (const each of part) describeFields(each, place);
  if (!isObject(part)) return;
  const fields = isObject(part.properties) ? part.properties : {};
  for (const [name, field] of Object.entries(fields)) {
    if (isObject(field)) describe(field, fieldWords[`${place}.${name}`] ?? fieldWords[name]);
    describeFields(field, name);
  }
  for (const [key, each] of Object.entries(part)) {
    if (!["properties", "example", "examples"].includes(key)) describeFields(each, place);
  }
}

function describe(field: Record<string, unknown>, words: string | undefined): void {
  const own = field.description;
  if (words !== undefined && (own === undefined || own === anyOffset)) {
    field.description = own === anyOffset ? `${words}. ${anyOffset}` : words;
  }
  if (field.$ref === utc && typeof field.description === "string") field.description += " (UTC)";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
