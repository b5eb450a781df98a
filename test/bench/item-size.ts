/** The item's size in bytes by DynamoDB's rules. */
export function sizeOf(item: object): number {
  return membersOf(item).reduce((sum, [name, each]) => sum + Buffer.byteLength(name) + sizeOfValue(each), 0);
}

/** A list or a map within an item takes 3 bytes, and 1 for each of its members. */
function sizeOfValue(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).replace(/^-|\./g, "").length / 2) + 1;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + 1 + sizeOfValue(each), 3);
  if (typeof value !== "object" || value === null) return 1;
  return 3 + membersOf(value).length + sizeOf(value);
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}
