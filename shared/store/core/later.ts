/** Members that this version does not know. Under a symbol, because spreads copy symbols and JSON omits them. */
const later = Symbol("members of a later version");

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

/** The members of a value that this version does not know, for one that is built anew in its place. */
export function laterOf(value: unknown): Members {
  return isObject(value) && later in value ? { [later]: value[later] } : {};
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
