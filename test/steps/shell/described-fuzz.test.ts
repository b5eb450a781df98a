import { expect, test } from "vitest";
import { operations } from "../../../shared/contract/operations/operations.ts";
import { fuzz } from "../../fuzz/fuzz.ts";
import { inProcess } from "../../fuzz/in-process.ts";

/** `npm run fuzz` sends more. */
const requests = 1_200;
const seed = 20_261_129;

test("over a thousand requests drawn from the API's description are answered as it says: none fails, and what is another's is not there", async () => {
  const outcome = await fuzz(await inProcess(), requests, seed);

  expect(outcome.findings).toEqual([]);
  expect(outcome.operations).toBe(operations.length);
  expect(outcome.succeeded).toBeGreaterThan(operations.length / 2);
  for (const kind of ["valid", "changed", "foreign", "wrong role"]) {
    expect(outcome.byKind[kind], kind).toBeGreaterThan(requests / 20);
  }
}, 240_000);
