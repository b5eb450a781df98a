import type * as z from "zod";

type Issue = Parameters<z.core.$ZodErrorMap>[0];
type IssueOf<Code extends Issue["code"]> = Extract<Issue, { code: Code }>;

/** The words for what a schema finds wrong, where the schema has none of its own. Every request is read with them. */
export const wordOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${types[issue.expected] ?? `of the type ${issue.expected}`}`;
    case "invalid_value":
      return allowed(issue.values);
    case "invalid_union":
      return Array.isArray(issue.options) ? allowed(issue.options) : "fits none of the forms that it can have";
    case "too_big":
      return limited(issue, "at most", issue.maximum);
    case "too_small":
      return isEmpty(issue) ? "must not be empty" : limited(issue, "at least", issue.minimum);
    case "invalid_format":
      return formats[issue.format] ?? "is not written as it must be";
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return "has members that are not known here";
    default:
      return "is not what it must be";
  }
};

const types: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const formats: Readonly<Record<string, string>> = {
  email: "is not an e-mail address",
  datetime: "is not an instant with a time zone, such as 2026-11-22T09:30:00Z",
  url: "is not a URL",
};

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["character", "characters"],
  array: ["item", "items"],
};

function allowed(values: readonly unknown[]): string {
  const named = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? `must be ${named}` : `must be one of ${named}`;
}

function limited({ origin }: IssueOf<"too_big" | "too_small">, most: string, limit: number | bigint): string {
  const [one, many] = units[origin] ?? [];
  return one === undefined ? `must be ${most} ${limit}` : `must have ${most} ${limit} ${limit === 1 ? one : many}`;
}

function isEmpty({ origin, minimum }: IssueOf<"too_small">): boolean {
  return minimum === 1 && origin in units;
}
