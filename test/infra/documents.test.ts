import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { operations } from "../../shared/contract/operations.ts";
import { blocks, readDocument, withBlock } from "../documents/generated.ts";

const root = join(import.meta.dirname, "..", "..");
const documents = globSync("{*,.github/*,{functions,infra,shared,test}/**/*}.md", { cwd: root });
const sources = globSync("{functions,infra,shared,test}/**/*.ts", { cwd: root });
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readDocument("package.json"))).scripts;

describe("the generated parts of the READMEs", () => {
  test.each(blocks)("$name in $file is as `npm run docs` writes it", ({ file, name, text }) => {
    const document = readDocument(file);
    expect(document).toBe(withBlock(document, name, text));
  });

  test("the cost table names operations that there are", () => {
    const [, table = ""] = /<!-- cost -->\n(.*)<!-- \/cost -->/s.exec(readDocument("test/bench/README.md")) ?? [];
    const named = [...table.matchAll(/^\| (\w+)(?: \(.*?\))? \|/gm)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(100);
    const known = new Set<string>(["operation", ...operations.map(({ id }) => id)]);
    expect(named.filter((name = "") => !known.has(name))).toEqual([]);
  });
});

describe("what the READMEs point at", () => {
  test("each link leads to a file that is there", () => {
    const dead = documents.flatMap((file) =>
      [...readDocument(file).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].flatMap(([, path = ""]) =>
        existsSync(join(root, dirname(file), path)) ? [] : [`${file}: ${path}`],
      ),
    );
    expect(dead).toEqual([]);
  });

  test("each command of npm's that they name is there", () => {
    const named = documents.flatMap((file) =>
      [...readDocument(file).matchAll(/\bnpm (?:run )?([a-z]+(?::[a-z]+)*)/g)].map(([, script = ""]) => script),
    );
    expect(named).toContain("start");
    const ofNpm = ["ci", "install", "publish", "and", "run"];
    expect(named.filter((script) => scripts[script] === undefined && !ofNpm.includes(script))).toEqual([]);
  });

  test("each rule that the code cites is in the list of rules", () => {
    const listed = [...readDocument("shared/domain/RULES.md").matchAll(/^- \*\*(R\d+)\*\*/gm)].map(([, rule]) => rule);
    const cited = sources.flatMap((file) => readFileSync(join(root, file), "utf8").match(/\bR\d{1,2}\b/g) ?? []);
    expect(cited.length).toBeGreaterThan(500);
    expect(cited.filter((rule) => !listed.includes(rule))).toEqual([]);
  });

  test("the reference of /__local names every operation that a local run has of its own", () => {
    const surface = readDocument("infra/local/host/surface.ts");
    const operations = [...surface.matchAll(/"(GET|POST) (\/[\w/:]*)": \{/g)].map(
      ([, method, path = ""]) => `${method} /__local${path === "/" ? "" : path.replaceAll(/:(\w+)/g, "{$1}")}`,
    );
    expect(operations.length).toBeGreaterThan(5);
    const reference = readDocument("infra/local/README.md");
    expect(operations.filter((operation) => !reference.includes(`\`${operation}\``))).toEqual([]);
  });

  test("the first README fits what a stranger reads: 150 lines", () => {
    expect(readDocument("README.md").split("\n").length - 1).toBeLessThanOrEqual(150);
  });
});
