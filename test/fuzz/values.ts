import * as z from "zod";
import { below, oneOf, type Random } from "../steps/random.ts";
import type { Described } from "../support/described.ts";

const shape = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  examples: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
  minItems: z.number().default(0),
  maxItems: z.number().default(3),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().default(0),
  maxLength: z.number().default(60),
  format: z.string().optional(),
  pattern: z.string().optional(),
});

type Shape = z.infer<typeof shape>;
type Node = { readonly [name: string]: unknown };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const letters = [..."abcXYZ019 -_.'áßñøЖ漢字日本한글אבג\u0301💥\u200f"];

const oddities: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e21,
  1.5,
  5e-324,
  "",
  " ",
  "0",
  "null",
  "\u0000",
  "\ud800",
  "__proto__",
  "' OR 1=1 --",
  "x".repeat(1500),
  "2026-13-01T00:00:00Z",
  "a\u202eb",
  "\u200b",
  "../../etc",
  "{{7*7}}",
  "%00",
  [],
  {},
  [[]],
  { constructor: 1 },
];

/** A schema where one of several alternatives requires more fields. */
function alsoRequired(of: Shape, choice: unknown): Shape {
  return { ...of, required: [...of.required, ...shape.parse(choice).required] };
}

/** Draws valid and invalid values for the document's schemas. */
export class Values {
  readonly #described: Described;
  readonly #draw: Random;
  /** Existing values, by the name of the field. */
  readonly #known: ReadonlyMap<string, readonly string[]>;

  constructor(described: Described, draw: Random, known: ReadonlyMap<string, readonly string[]>) {
    this.#described = described;
    this.#draw = draw;
    this.#known = known;
  }

  /** The same, but prefers one person's values. */
  of(things: Readonly<Record<string, string>>): Values {
    const own = Object.entries(things).map(([name, value]) => [name, [value]] as const);
    return new Values(this.#described, this.#draw, new Map([...this.#known, ...own]));
  }

  /** A valid value. */
  fitting(schema: unknown, name = ""): unknown {
    const of = shape.parse(this.#described.resolved(schema) === true ? {} : this.#described.resolved(schema));
    const known = this.#known.get(name) ?? [];
    const [first, ...others] = known;
    if (first !== undefined && of.type === "string" && this.#chance(0.7)) return oneOf([first, ...others], this.#draw);
    if (of.const !== undefined) return of.const;
    if (of.enum?.length) return of.enum[below(of.enum.length, this.#draw)];
    const choices = of.oneOf ?? of.anyOf;
    const choice = choices?.[below(choices.length, this.#draw)];
    if (choice !== undefined && of.properties !== undefined) return this.#object(alsoRequired(of, choice));
    if (choice !== undefined) return this.fitting(choice, name);
    if (of.examples?.length && (of.pattern !== undefined || this.#chance(0.3))) return of.examples[0];
    return this.#ofType(of, name);
  }

  /** A valid value with one change. It may still be valid. */
  changed(value: unknown): unknown {
    if (Array.isArray(value) && value.length > 0 && this.#chance(0.7)) {
      const at = below(value.length, this.#draw);
      if (this.#chance(0.2)) return [...value, ...Array.from({ length: 120 }, () => value[at])];
      return value.map((each, place) => (place === at ? this.changed(each) : each));
    }
    if (!isNode(value) || Object.keys(value).length === 0) return this.odd(value);
    const kind = this.#draw();
    if (kind < 0.1) return this.odd(value);
    if (kind < 0.25) return { ...value, [oneOf(["unknown", "__proto", "id", "status"], this.#draw)]: this.odd(value) };
    const names = Object.keys(value);
    const name = names[below(names.length, this.#draw)] ?? "";
    const { [name]: chosen, ...others } = value;
    return kind < 0.4 ? others : { ...value, [name]: this.changed(chosen) };
  }

  /** A different value. */
  odd(value: unknown): unknown {
    if (typeof value === "string" && this.#chance(0.5)) {
      const at = below(value.length + 1, this.#draw);
      return oneOf(
        [
          value.slice(0, at),
          value + value,
          value.slice(0, at) + this.text(1, 3) + value.slice(at),
          value.toUpperCase(),
        ],
        this.#draw,
      );
    }
    if (typeof value === "number" && this.#chance(0.5)) {
      return oneOf([-value, value + 0.5, value * 1e9, String(value), Number.MAX_SAFE_INTEGER], this.#draw);
    }
    return oddities[below(oddities.length, this.#draw)];
  }

  text(minimum: number, maximum: number): string {
    const length = minimum + below(Math.min(maximum, minimum + 30) - minimum + 1, this.#draw);
    const drawn = Array.from({ length }, () => letters[below(letters.length, this.#draw)]).join("");
    return drawn.slice(0, maximum);
  }

  #ofType(of: Shape, name: string): unknown {
    switch (of.type) {
      case "object":
        return this.#object(of);
      case "array": {
        const most = Math.max(of.minItems, Math.min(of.maxItems, 3));
        const length = of.minItems + below(most - of.minItems + 1, this.#draw);
        return Array.from({ length }, () => this.fitting(of.items, name));
      }
      case "integer":
        return this.#integer(of);
      case "number":
        return oneOf([of.minimum ?? 0, of.maximum ?? 1, below(1000, this.#draw) / 10], this.#draw);
      case "null":
        return null;
      case "boolean":
        return this.#chance(0.5);
      default:
        return this.#string(of);
    }
  }

  #object({ properties = {}, required }: Shape): Node {
    const given = Object.entries(properties).filter(([name]) => required.includes(name) || this.#chance(0.6));
    return Object.fromEntries(given.map(([name, each]) => [name, this.fitting(each, name)]));
  }

  #integer({ minimum = -5, maximum = 100_000 }: Shape): number {
    const near = Math.min(maximum, minimum + 5);
    return this.#chance(0.8) ? minimum + below(near - minimum + 1, this.#draw) : maximum;
  }

  #string({ format, minLength, maxLength }: Shape): string {
    if (format === "date-time") {
      const moments = [
        "2026-11-22T09:30:00Z",
        "2026-11-22T11:30:00.5+02:00",
        "2027-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z",
      ];
      return moments[below(moments.length, this.#draw)] ?? "";
    }
    if (format === "email") return `${below(1e6, this.#draw)}@example.org`;
    return this.text(minLength, maxLength);
  }

  #chance(of: number): boolean {
    return this.#draw() < of;
  }
}
