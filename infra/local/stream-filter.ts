/** Whether a record passes one pattern of an event source mapping. */
export type StreamFilter = (record: unknown) => boolean;

/**
 * Reads the patterns of a FilterCriteria; a record passes if it fits one of them, or if there are none. Throws at a
 * comparison other than an exact value, `prefix` and `exists`.
 */
export function streamFilter(patterns: readonly string[]): StreamFilter {
  const filters = patterns.map((pattern) => compile(JSON.parse(pattern)));
  return (record) => filters.length === 0 || filters.some((fits) => fits(record));
}

function compile(pattern: unknown): StreamFilter {
  if (Array.isArray(pattern)) {
    const rules = pattern.map(compileRule);
    return (value) => rules.some((fits) => fits(value));
  }
  if (!isObject(pattern)) throw new Error(`A filter pattern needs lists of values, not ${JSON.stringify(pattern)}`);
  const parts = Object.entries(pattern).map(([name, inner]) => [name, compile(inner)] as const);
  return (value) => parts.every(([name, fits]) => fits(isObject(value) ? value[name] : undefined));
}

function compileRule(rule: unknown): StreamFilter {
  if (!isObject(rule)) return (value) => value === rule;
  const { prefix, exists } = rule;
  if (typeof prefix === "string") return (value) => typeof value === "string" && value.startsWith(prefix);
  if (typeof exists === "boolean") return (value) => (value !== undefined) === exists;
  throw new Error(`The local host does not know the filter rule ${JSON.stringify(rule)}`);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
