import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { operations } from "../../shared/contract/operations/operations.ts";
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
      [...readDocument(file).matchAll(/\bnpm (?:run )?([a-z-]+(?::[a-z-]+)*)/g)].map(([, script = ""]) => script),
    );
    expect(named).toContain("start");
    const ofNpm = ["ci", "install", "publish", "and", "run", "package"];
    expect(named.filter((script) => scripts[script] === undefined && !ofNpm.includes(script))).toEqual([]);
  });

  test("each rule that the code cites is in the list of rules", () => {
    const listed = [...readDocument("shared/domain/RULES.md").matchAll(/^- \*\*(R\d+)\*\*/gm)].map(([, rule]) => rule);
    const cited = sources.flatMap((file) => readFileSync(join(root, file), "utf8").match(/\bR\d{1,2}\b/g) ?? []);
    expect(cited.length).toBeGreaterThan(500);
    expect(cited.filter((rule) => !listed.includes(rule))).toEqual([]);
  });

  test("each rule names the files that decide it, and each of them cites the rule", () => {
    const rules = [...readDocument("shared/domain/RULES.md").matchAll(/^- \*\*R(\d+)\*\* .*$/gm)];
    const faults = rules.flatMap(([line, number = ""]) => {
      const files = [...line.matchAll(/\]\(([^)]+\.ts)\)/g)].map(([, file = ""]) => join(root, "shared/domain", file));
      const citing = files.filter(
        (file) => existsSync(file) && citedIn(readFileSync(file, "utf8")).has(Number(number)),
      );
      return files.length > 0 && citing.length === files.length ? [] : [`R${number}`];
    });
    expect(rules.length).toBeGreaterThan(30);
    expect(faults).toEqual([]);
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

/** The numbers of the rules that a text cites, also within a range as in R2–R5. */
function citedIn(text: string): ReadonlySet<number> {
  const cited = [...text.matchAll(/\bR(\d+)(?:–R(\d+))?/g)].map(([, from, to = from]) => [Number(from), Number(to)]);
  return new Set(
    cited.flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, more) => from + more)),
  );
}
