import * as fc from "fast-check";
import { expect, test } from "vitest";
import { targetOf, targets } from "../targets.ts";

const oddities: readonly unknown[] = [
  5e-324,
  1e-200,
  1.7976931348623157e308,
  -0,
  9_007_199_254_740_991,
  1e21,
  0.1,
  "",
  " ",
  "\u0000",
  "\ud800",
  "\udc00\ud800",
  "\u202e",
  "e\u0301",
  "💥",
  "__proto__",
  "constructor",
  "EDU",
  "885",
  "x".repeat(5000),
  "2026-11-22T09:30:00Z",
  "9999-12-31T23:59:59Z",
  "-000001-01-01T00:00:00Z",
  "\n",
  "#",
  "ORDER#x",
  null,
  true,
  [],
  {},
  [[[[]]]],
  JSON.parse('{"__proto__":1,"then":1,"toString":1}'),
];

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(...oddities),
  fc.double({ noNaN: true }),
  fc.string(),
);

test.each(Object.keys(targets))("300 bodies of any kind never make %s fail", { timeout: 120_000 }, async (id) => {
  const target = await targetOf(id);
  const places = placesIn(target.body);
  const changed = fc
    .array(fc.tuple(fc.constantFrom(...places), anything), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((body, [place, value]) => replaced(body, place, value), target.body));

  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 1, arbitrary: anything }, { weight: 3, arbitrary: changed }), async (body) => {
      const answer = await target.send({ text: JSON.stringify(body) ?? "" });

      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
      expect(answer.headers["content-type"]).toBe(
        answer.status < 400 ? "application/json" : "application/problem+json",
      );
    }),
    { numRuns: 300, seed: 20_261_122 },
  );
});

type Place = readonly string[];

/** Every place of a value in a body, and one more in each object. */
function placesIn(value: unknown): Place[] {
  if (value === null || typeof value !== "object") return [[]];
  const inner = Object.entries(value).flatMap(([name, each]) => placesIn(each).map((place) => [name, ...place]));
  return [[], ...inner, ["unknown"]];
}

function replaced(whole: unknown, [part, ...rest]: Place, value: unknown): unknown {
  if (part === undefined || whole === null || typeof whole !== "object") return value;
  const next = (each: unknown) => replaced(each, rest, value);
  if (Array.isArray(whole)) return whole.map((each, at) => (String(at) === part ? next(each) : each));
  return { ...whole, [part]: next(new Map(Object.entries(whole)).get(part)) };
}
