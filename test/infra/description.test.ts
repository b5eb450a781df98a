import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { tagGroups, tags } from "../../shared/contract/openapi/tags.ts";
import { exampleOf, type Operation } from "../../shared/contract/operation.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { problems } from "../../shared/contract/problems/problems.ts";
import { fieldWords } from "../../shared/contract/words/field-words.ts";
import { type Media, ownDescription, type Schema } from "../support/described.ts";
import { functionNameOf } from "../support/functions.ts";

const described = ownDescription();
const root = join(import.meta.dirname, "..", "..");
const all = [...described.operations, ...described.webhooks];

test("the linter has nothing to say to it, no error and no warning", () => {
  const folder = mkdtempSync(join(tmpdir(), "certrail-openapi-"));
  try {
    const file = join(folder, "openapi.json");
    writeFileSync(file, JSON.stringify(described.document, null, 2));
    const redocly = join(root, "node_modules", "@redocly", "cli", "bin", "cli.js");
    const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
    const asked = [redocly, "lint", file, `--config=${join(root, "redocly.yaml")}`, "--format=json"];
    const found = spawnSync(process.execPath, asked, { cwd: folder, env: environment, encoding: "utf8" }).stdout;

    const { totals, problems } = z
      .object({ totals: z.unknown(), problems: z.array(z.unknown()) })
      .parse(JSON.parse(found));
    expect({ totals, problems }).toEqual({ totals: { errors: 0, warnings: 0, ignored: 0 }, problems: [] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("examples", () => {
  const examplesOf = ({ example, examples = {} }: Media): unknown[] =>
    example === undefined
      ? Object.values(examples).map((each) => z.object({ value: z.unknown() }).parse(described.resolved(each)).value)
      : [example];

  const media = all.flatMap(({ id, body, responses }): (readonly [string, Media])[] => [
    ...(body === undefined ? [] : [[`${id}, body`, body] as const]),
    ...[...responses].flatMap(([status, { content }]) =>
      Object.entries(content).map(([type, each]) => [`${id}, ${status}, ${type}`, each] as const),
    ),
  ]);

  test("every body, answer and refusal has one, and each fits its schema", () => {
    const without = media.filter(([, each]) => examplesOf(each).length === 0).map(([where]) => where);
    const wrong = media.flatMap(([where, each]) =>
      examplesOf(each).flatMap((example) =>
        described.faultsAgainst(each.schema, example).map((fault) => `${where}: ${fault}`),
      ),
    );

    expect({ without, wrong }).toEqual({ without: [], wrong: [] });
    expect(media.length).toBeGreaterThan(800);
  });

  const exampleIn = (schema: Schema): unknown => {
    const read = z.object({ examples: z.array(z.unknown()).default([]) }).safeParse(described.resolved(schema));
    return read.data?.examples[0];
  };

  test("every parameter and every header has one, with a description, and each fits its schema", () => {
    const parts = all.flatMap(({ id, parameters, responses }) => [
      ...parameters.map(({ name, schema, description }) => [`${id}, ${name}`, schema, description] as const),
      ...[...responses].flatMap(([status, { headers }]) =>
        [...headers].map(([name, { schema }]) => [`${id}, ${status}, ${name}`, schema, "described"] as const),
      ),
    ]);

    const wrong = parts.filter(([, schema, description]) => {
      const example = exampleIn(schema);
      return description === undefined || example === undefined || described.faultsAgainst(schema, example).length > 0;
    });
    expect(wrong.map(([where]) => where)).toEqual([]);
    expect(parts.length).toBeGreaterThan(1000);
  });

  test("every body and every parameter that is shown is one that the contract takes, and every answer one it gives", () => {
    const refused = operations.flatMap(({ id, body, params, query, answers, examples = {} }: Operation) => [
      ...Object.entries(examples).map(([shows, example]) => [`${id}: ${shows}`, body.safeParse(example)] as const),
      ...[params, query].flatMap((part) => {
        const fields = part instanceof z.ZodObject ? Object.entries<z.ZodType>(part.shape) : [];
        const parameters = described.operations.find((each) => each.id === id)?.parameters ?? [];
        return fields.map(([name, schema]) => {
          const example = exampleIn(parameters.find((each) => each.name === name)?.schema ?? false);
          return [`${id}: ${name}`, schema.safeParse(String(example))] as const;
        });
      }),
      ...Object.entries(answers).flatMap(([status, answer]) =>
        answer.schema === undefined ? [] : [[`${id}: ${status}`, answer.schema.safeParse(exampleOf(answer))] as const],
      ),
    ]);

    expect(refused.filter(([, { success }]) => !success).map(([where]) => where)).toEqual([]);
    expect(refused.length).toBeGreaterThan(200);
  });
});

test("every refusal of the contract is shown where it is made, and names itself", () => {
  const codes = new Set(
    described.operations.flatMap(({ responses }) =>
      [...responses.values()].flatMap(({ content }) =>
        Object.keys(content["application/problem+json"]?.examples ?? {}),
      ),
    ),
  );

  // The introduction lists the refusals that belong to no operation.
  expect([...codes, "method-not-allowed"].sort()).toEqual(Object.keys(problems).sort());
  expect(JSON.stringify(described.document)).toContain("`method-not-allowed`");
});

/** All fields under `part`, with their paths. */
function fieldsIn(part: unknown, way: string): (readonly [string, unknown])[] {
  const read = z.record(z.string(), z.unknown()).safeParse(part);
  if (!read.success) return Array.isArray(part) ? part.flatMap((each, at) => fieldsIn(each, `${way}/${at}`)) : [];
  const { properties, example: _, examples: __, ...others } = read.data;
  const fields = Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(properties));
  return [
    ...fields.flatMap(([name, field]) => [[`${way}/${name}`, field] as const, ...fieldsIn(field, `${way}/${name}`)]),
    ...Object.entries(others).flatMap(([name, each]) => fieldsIn(each, `${way}/${name}`)),
  ];
}

const worded = z.looseObject({ description: z.string().regex(/^[^a-z].*[^:;,\s]$/s) });

test("every field says in words what it means, and every instant in which time zone it is", () => {
  const { components, paths } = z
    .looseObject({ components: z.unknown(), paths: z.unknown() })
    .parse(described.document);
  const fields = [...fieldsIn(components, ""), ...fieldsIn(paths, "")];
  const instant = z.looseObject({ $ref: z.literal("#/components/schemas/Instant"), description: z.string() });

  const wordless = fields.filter(([, field]) => !worded.safeParse(field).success).map(([way]) => way);
  expect(wordless).toEqual([]);
  const zoneless = fields.filter(([, field]) => instant.safeParse(field).data?.description.endsWith("(UTC)") === false);
  expect(zoneless.map(([way]) => way)).toEqual([]);
  expect(fields.length).toBeGreaterThan(600);
});

test("each word that explains a field explains one", () => {
  const names = new Set([...fieldsIn(described.document, "")].flatMap(([way]) => way.split("/").at(-1) ?? []));
  const idle = Object.keys(fieldWords).filter((name) => !names.has(name.split(".").at(-1) ?? ""));
  expect(idle).toEqual([]);
});

test("what comes to us by itself is described as what is sent to us is", () => {
  expect(described.webhooks.map(({ path, security }) => [path, security])).toEqual(
    [
      "appointment.booked",
      "appointment.rescheduled",
      "appointment.cancelled",
      "appointment.no-show",
      "result.reported",
      "result.corrected",
      "payment.succeeded",
      "payment.refunded",
      "payment.disputed",
      "payment.dispute-closed",
    ].map((name) => [name, "signature"]),
  );
});

test("every part of the API is described, and shown to someone", () => {
  const used = new Set(described.operations.map(({ tag }) => tag));

  expect([...used].sort()).toEqual(Object.keys(tags).sort());
  expect(tagGroups.flatMap((group) => [...group.tags]).sort()).toEqual(Object.keys(tags).sort());
});

test.each(operations.map((operation) => [operation.id, operation] as const))("a function serves %s", (_, operation) => {
  expect(functionNameOf(operation)).toMatch(/^[a-z-]+$/);
});
