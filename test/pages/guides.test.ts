import { describe, expect, test } from "vitest";
import type { Auth } from "../../shared/contract/operation.ts";
import { operations } from "../../shared/contract/operations/operations.ts";
import { ofEveryRequest } from "../../shared/contract/problems/request-problems.ts";
import { candidates } from "../../shared/pages/guide/candidates.ts";
import type { Chapter } from "../../shared/pages/guide/chapter.ts";
import { partners } from "../../shared/pages/guide/partners.ts";
import { paymentProvider } from "../../shared/pages/guide/payments.ts";
import { staffGuide } from "../../shared/pages/guide/staff.ts";
import { testCenters } from "../../shared/pages/guide/test-centers.ts";

const guides: readonly (readonly [of: string, chapter: Chapter, callers: readonly Auth[]])[] = [
  ["candidates", candidates, ["public", "account"]],
  ["partners", partners, ["account"]],
  ["test centres", testCenters, ["signed"]],
  ["payment providers", paymentProvider, ["signed"]],
  ["staff", staffGuide, ["staff", "account"]],
];

async function operationsOf(chapter: Chapter) {
  const ids = [...String(await chapter.body).matchAll(/#operation\/(\w+)/g)].map(([, id]) => id);
  return operations.filter(({ id }) => ids.includes(id));
}

describe.each(guides)("the guide for %s", (_, chapter, callers) => {
  test("names the calls that its reader may make, each with its method and path", async () => {
    const page = String(await chapter.body);
    const named = await operationsOf(chapter);
    expect(named.length).toBeGreaterThan(0);
    for (const { id, method, path, auth } of named) {
      expect(callers, id).toContain(auth);
      expect(page).toContain(`<code>${method} ${path}</code>`);
    }
  });

  test("tells of refusals that its calls can have", async () => {
    const [, table = ""] = String(await chapter.body).split("What goes wrong</h2>");
    const told = [...table.matchAll(/<td><a href="\/problems\/([\w-]+)"/g)].map(([, code = ""]) => code);
    expect(told.length).toBeGreaterThan(4);
    const possible = new Set<string>((await operationsOf(chapter)).flatMap(({ refusals }) => refusals));
    expect(told.filter((code) => !possible.has(code) && !(code in ofEveryRequest))).toEqual([]);
  });
});

test("each operation that a machine signs is in the guide of its sender", async () => {
  const told = [...(await operationsOf(testCenters)), ...(await operationsOf(paymentProvider))].map(({ id }) => id);
  const signed = operations.flatMap(({ id, auth }) => (auth === "signed" ? [id] : []));
  expect(told.toSorted()).toEqual(signed.toSorted());
});
