/** True if a record passes the patterns of an event source mapping. */
export type StreamFilter = (record: unknown) => boolean;

const separator = "\0";

type Scalar = string | number | boolean | null;

/** A scalar of a record, with its position in each list on its path. */
type Leaf = { readonly path: string; readonly value: Scalar; readonly elements: ReadonlyMap<number, number> };

type Rule = { readonly absent: true } | { readonly absent: false; readonly fits: (value: Scalar) => boolean };

/** The rules of a pattern for one path. */
type Part = { readonly path: string; readonly rules: readonly Rule[] };

/**
 * Reads the patterns of a FilterCriteria. A record passes if it matches one, or if there are none. As in EventBridge,
 * only scalars match and exist. All rules below a list must match the same element. Throws at a comparison other than
 * an exact value, `prefix` and `exists`.
 */
export function streamFilter(patterns: readonly string[]): StreamFilter {
  const filters = patterns.map((pattern) => partsOf(JSON.parse(pattern), []));
  const wanted = new Set(filters.flat().flatMap(({ path }) => beginningsOf(path)));
  return (record) => {
    if (filters.length === 0) return true;
    const leaves = leavesOf(record, wanted);
    return filters.some((parts) => allFound(parts, leaves, new Map()));
  };
}

function partsOf(pattern: unknown, path: readonly string[]): Part[] {
  if (Array.isArray(pattern) && path.length > 0) return [{ path: pathName(path), rules: pattern.map(ruleOf) }];
  if (!isObject(pattern)) throw new Error(`A filter pattern needs lists of values, not ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).flatMap(([name, inner]) => partsOf(inner, [...path, name]));
}

function ruleOf(rule: unknown): Rule {
  if (isScalar(rule)) return { absent: false, fits: (value) => value === rule };
  if (isObject(rule) && Object.keys(rule).length === 1) {
    const { prefix, exists } = rule;
    if (typeof prefix === "string") {
      return { absent: false, fits: (value) => typeof value === "string" && value.startsWith(prefix) };
    }
    if (typeof exists === "boolean") return exists ? { absent: false, fits: () => true } : { absent: true };
  }
  throw new Error(`The local host does not know the filter rule ${JSON.stringify(rule)}`);
}

/** The scalars at these paths. Nothing else is looked at: a record has hundreds, and each change of the table comes here. */
function leavesOf(record: unknown, wanted: ReadonlySet<string>): readonly Leaf[] {
  const found: Leaf[] = [];
  let lists = 0;
  const walk = (value: unknown, path: string, elements: ReadonlyMap<number, number>): void => {
    if (isScalar(value)) found.push({ path, value, elements });
    else if (Array.isArray(value)) {
      const list = lists;
      lists += 1;
      // Scalars of a list are alternatives. Values of an object in a list belong together.
      for (const [place, item] of value.entries()) {
        walk(item, path, isScalar(item) ? elements : new Map([...elements, [list, place]]));
      }
    } else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        const below = path === "" ? name : pathName([path, name]);
        if (wanted.has(below)) walk(inner, below, elements);
      }
    }
  };
  walk(record, "", new Map());
  return found;
}

/** True if every part matches, within the same elements of shared lists. */
function allFound(parts: readonly Part[], leaves: readonly Leaf[], chosen: ReadonlyMap<number, number>): boolean {
  const [part, ...others] = parts;
  if (part === undefined) return true;
  const there = leaves.filter(({ path }) => path === part.path);
  return part.rules.some((rule) => {
    if (rule.absent) return there.length === 0 && allFound(others, leaves, chosen);
    return there.some(({ value, elements }) => {
      const agrees = [...elements].every(([list, place]) => (chosen.get(list) ?? place) === place);
      return agrees && rule.fits(value) && allFound(others, leaves, new Map([...chosen, ...elements]));
    });
  });
}

/** `a`, `a b` and `a b c` of the path `a b c`. */
function beginningsOf(path: string): string[] {
  const names = path.split(separator);
  return names.map((_, place) => pathName(names.slice(0, place + 1)));
}

function pathName(path: readonly string[]): string {
  return path.join(separator);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
