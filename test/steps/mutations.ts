import { below, oneOf, type Random } from "./random.ts";

/** A path into a JSON value. */
type Path = readonly (string | number)[];

const strange: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER + 2,
  "",
  " ",
  "null",
  [],
  {},
  [[]],
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "a\u202eb",
  "\ufeff",
  "e\u0301".repeat(200),
  "x".repeat(70_000),
  "x".repeat(300_000),
  "💥".repeat(99),
  "2026-02-30T00:00:00Z",
  "2026-11-22T24:00:00Z",
  "+275760-09-13T00:00:00.001Z",
  "0000-01-01T00:00:00Z",
  "now",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "REPORT#x",
  "../../etc/passwd",
  "$ne",
  "%00",
  "‮",
  { toString: 1 },
  { length: -1 },
  { $gt: "" },
  { S: "x" },
  ["pass"],
  [null, null],
];

/** Names in a text for values that JSON cannot hold. Each name is replaced by its text. */
const raw: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ["@huge", "1e999999"],
  ["@tiny", "-1e-999999"],
  ["@long", "9".repeat(5_000)],
  ["@deep-list", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
  ["@deep-object", `${'{"data":'.repeat(5_000)}0${"}".repeat(5_000)}`],
  ["@lone", '"\\ud800"'],
  ["@not-json", "undefined"],
];

const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "then",
  "",
  "type",
  "data",
  "\u0000",
  "reportId",
  "pk",
];

/** A body that is changed in one drawn way, mostly to a wrong one. */
export function mutated(body: object, draw: Random): Buffer {
  const text = JSON.stringify(body);
  const way = below(12, draw);
  if (way < 5) return bytesMutated(Buffer.from(text), way, draw);
  const paths = pathsIn(body);
  const path = oneOf([[], ...paths], draw);
  if (way < 8) return Buffer.from(JSON.stringify(replaced(body, path, oneOf(strange, draw))) ?? "");
  if (way === 8) {
    const [name, put] = oneOf(raw, draw);
    return Buffer.from(JSON.stringify(replaced(body, path, name)).replaceAll(`"${name}"`, put));
  }
  if (way === 9) return Buffer.from(JSON.stringify(without(body, path)) ?? "");
  const name = JSON.stringify(names[below(names.length, draw)]);
  const value = JSON.stringify(oneOf(strange, draw));
  // One more member at the front of an object. A later member may have the same name.
  const places = [...text.matchAll(/\{/g)].map(({ index }) => index + 1);
  const at = places[below(places.length, draw)] ?? 1;
  return Buffer.from(`${text.slice(0, at)}${name}:${value},${text.slice(at)}`);
}

function bytesMutated(bytes: Buffer, way: number, draw: Random): Buffer {
  const at = below(bytes.length, draw);
  const count = 1 + below(8, draw);
  const noise = Buffer.from(Array.from({ length: count }, () => below(256, draw)));
  switch (way) {
    case 0: {
      const flipped = Buffer.from(bytes);
      for (let each = 0; each < count; each += 1) {
        const place = below(bytes.length, draw);
        flipped[place] = (flipped[place] ?? 0) ^ (1 << below(8, draw));
      }
      return flipped;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + count)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(below(at + 1, draw)), noise.subarray(count - 1)]);
  }
}

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => [[...at, name], ...pathsIn(part, [...at, name])]);
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined || value === null || typeof value !== "object") return by;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name === first ? replaced(part, rest, by) : part]),
  );
}

function without(value: object, [first, ...rest]: Path): unknown {
  if (first === undefined) return undefined;
  const members: [string, unknown][] = Object.entries(value);
  if (rest.length === 0) return Object.fromEntries(members.filter(([name]) => name !== first));
  return Object.fromEntries(
    members.map(([name, part]) => [
      name,
      name === first && part !== null && typeof part === "object" ? without(part, rest) : part,
    ]),
  );
}
