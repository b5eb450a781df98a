import { describe, expect, test } from "vitest";
import * as z from "zod";
import { openApiDocument } from "../../shared/contract/openapi/openapi.ts";
import { states } from "../../shared/pages/guide/states.ts";

const withStatus = z.object({ properties: z.object({ status: z.object({ enum: z.array(z.string()) }) }) });

/** Statuses that are no states. `Appointment` also has one for a booking whose report does not count. */
const elsewhere = ["Received", "Verification", "BindingPreview", "Message", "Appointment"];

const described = Object.entries(openApiDocument().components?.schemas ?? {}).flatMap(([name, schema]) => {
  const found = withStatus.safeParse(schema).data?.properties.status.enum;
  return found === undefined || elsewhere.includes(name) ? [] : [[name, found] as const];
});

const page = String(await states.body);
const drawn = [...page.matchAll(/<figure.*?<\/figure>/gs)].map(([figure]) => figure);
const told = [...page.matchAll(/<tbody>.*?<\/tbody>/gs)].map(([table]) => table);

function statesIn(texts: readonly string[], pattern: RegExp): readonly string[] {
  return texts.map((text) => [...new Set([...text.matchAll(pattern)].map(([, state = ""]) => state))].sort().join(" "));
}

describe("the page of states", () => {
  test.each(described)("draws, and tells, every status of %s", (_, statuses) => {
    const expected = statuses.toSorted().join(" ");
    expect(statesIn(drawn, /<text x="[^"]*" y="[^"]*">([^<]*)</g)).toContain(expected);
    expect(statesIn(told, /<code>([^<]*)</g)).toContain(expected);
  });
});
