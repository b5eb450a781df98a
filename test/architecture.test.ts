import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const sources = globSync("{shared,functions,infra}/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));

type Import = { readonly from: string; readonly to: string };

/** All imports of all source files: packages by name, our files by their path from the root. */
const imports = sources.flatMap((file): Import[] => {
  const found = readFileSync(join(root, file), "utf8").matchAll(/^(?:import|export)\s[^;]*?from\s+"([^"]+)"/gms);
  return [...found].map(([, target = ""]) => ({
    from: file,
    to: target.startsWith(".") ? normalize(join(dirname(file), target)) : target,
  }));
});

const callers = [
  /^infra\/(local|commands|sandbox)\//,
  /^infra\/(programme|settings\/settings)\.ts$/,
  /^shared\/client\//,
  /^zod$/,
  /^node:/,
];

/** Allowed imports by folder. The longest matching folder counts. Anything not listed is forbidden. */
const rules: readonly { readonly folder: string; readonly may: readonly RegExp[] }[] = [
  { folder: "shared/domain/", may: [/^shared\/domain\//] },
  { folder: "shared/contract/", may: [/^shared\/(domain|contract)\//, /^zod(-openapi)?$/] },
  { folder: "shared/store/", may: [/^shared\/(domain|store)\//, /^zod$/, /^@aws-sdk\//, /^node:/] },
  { folder: "shared/log/", may: [/^shared\/log\//, /^shared\/store\/core\/cost\.ts$/, /^@aws-lambda-powertools\//] },
  {
    folder: "shared/mail/",
    may: [
      /^hono\/html$/,
      /^shared\/(domain|mail)\//,
      /^shared\/store\/(history\/mails|core\/patience)\.ts$/,
      /^(@aws-sdk\/client-sesv2|ical-generator)$/,
    ],
  },
  {
    folder: "shared/http/",
    may: [/^shared\/(domain|contract|store|http|log|pages)\//, /^zod$/, /^@middy\//, /^aws-lambda$/, /^node:/],
  },
  { folder: "shared/pages/", may: [/^shared\/(domain|contract|pages)\//, /^hono\/html$/, /^node:crypto$/] },
  {
    folder: "shared/credential/",
    may: [
      /^shared\/(domain|contract|credential)\//,
      /^shared\/store\/(secrets\.ts$|core\/|(certificate|programme)\/)/,
      /^node:/,
    ],
  },
  {
    folder: "shared/print/",
    may: [
      /^shared\/(domain|print)\//,
      /^shared\/pages\/date\.ts$/,
      /^(pdfkit|fontkit|uqr|bidi-js\/dist\/bidi\.mjs)$/,
      /^node:/,
    ],
  },
  {
    folder: "shared/images/",
    may: [
      /^shared\/(domain|images)\//,
      /^shared\/print\/(fit|fonts|font-files|runs)\.ts$/,
      /^shared\/pages\/date\.ts$/,
      /^(@resvg\/resvg-wasm|hono\/html)$/,
      /^node:/,
    ],
  },
  {
    folder: "shared/settling/",
    may: [/^shared\/(domain|store|settling)\//, /^shared\/contract\/exam\/center-reports\.ts$/],
  },
  {
    folder: "shared/jobs/",
    may: [/^shared\/(domain|contract|store|settling|log|mail|jobs)\//, /^aws-lambda$/, /^node:/],
  },
  { folder: "shared/client/", may: [/^shared\/(contract|client)\//, /^zod$/] },
  { folder: "functions/", may: [/^functions\//, /^shared\/(?!client\/)/, /^zod$/, /^aws-lambda$/, /^node:/] },
  // Its texts are written into the SDK's own files.
  {
    folder: "infra/bundling/",
    may: [
      /^node:/,
      /^esbuild$/,
      /^@smithy\/(core\/serde|node-http-handler)$/,
      /^infra\/bundling\/runtimeConfig\.shared$/,
    ],
  },
  {
    folder: "infra/programme-hook.ts",
    may: [/^infra\/programme\.ts$/, /^shared\/domain\/programme\/programme(-faults)?\.ts$/, /^node:/],
  },
  // The local host does not know the code that it runs. Commands and sandbox are its customers.
  { folder: "infra/commands/command.ts", may: callers },
  { folder: "infra/commands/demo.ts", may: callers },
  // Loads the store late: it is the one command that works on the table itself.
  { folder: "infra/commands/migrate.ts", may: callers },
  { folder: "infra/commands/partner-story.ts", may: callers },
  { folder: "infra/commands/recount.ts", may: callers },
  { folder: "infra/commands/redrive", may: [...callers, /^@aws-sdk\/client-(dynamodb-streams|lambda|sqs)$/] },
  { folder: "infra/commands/seed", may: callers },
  { folder: "infra/commands/smoke.ts", may: callers },
  { folder: "infra/commands/stage.ts", may: callers },
  {
    folder: "infra/sandbox/",
    may: [
      /^infra\/(local\/host|sandbox)\//,
      /^infra\/local\/aws\/(gateway\/(gateway-event|issuer)|secrets-manager\/secrets|ses\/mail-store)\.ts$/,
      /^shared\/client\//,
      /^hono\/(html|router\/trie-router)$/,
      /^(zod|node:.*)$/,
    ],
  },
  { folder: "infra/local/host/problem.ts", may: [/^node:/, /^shared\/contract\/problems\/problems\.ts$/] },
  {
    folder: "infra/local/host/request-body.ts",
    may: [/^infra\/local\//, /^shared\/contract\/worded-faults\.ts$/, /^zod$/],
  },
  {
    folder: "infra/local/aws/lambda/instance-program.ts",
    may: [/^infra\/(local\/|sources\.ts$)/, /^esbuild$/, /^node:/],
  },
  { folder: "infra/local/host/duration.ts", may: [/^shared\/domain\/instant\.ts$/] },
  {
    folder: "infra/local/",
    may: [
      /^infra\/(local|sandbox)\//,
      /^infra\/(programme|sources|commands\/(seed|command))\.ts$/,
      /^(zod|jose|aws-lambda)$/,
      /^node:/,
    ],
  },
  {
    folder: "infra/",
    may: [
      /^infra\/(?!local\/)/,
      /^shared\/(contract|client)\//,
      /^typescript\/unstable\/sync$/,
      /^shared\/(print\/font-files|images\/raster-file|store\/core\/table)\.ts$/,
      /^(aws-cdk-lib|constructs|cdk-nag|esbuild|zod|@aws-sdk\/client-ssm)(\/|$)/,
      /^node:/,
    ],
  },
];

/** Business areas. Each may import the earlier ones. The first is the common ground. */
const areas = ["", "programme", "purchase", "exam", "certificate", "partner", "history", "overview"];

/** Files that combine the operations of all areas. */
const composed = /^shared\/contract\/(operations\/|openapi\/openapi\.ts$)/;

describe("the import rule", () => {
  test.each(rules.map(({ folder }) => folder))("%s imports only what it may", (folder) => {
    const rule = rules.find((each) => each.folder === folder);
    const mine = imports.filter(({ from }) => rules.find((each) => from.startsWith(each.folder)) === rule);
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.filter(({ to }) => !rule?.may.some((allowed) => allowed.test(to)))).toEqual([]);
  });

  test("how a step is deployed follows from the contract alone", () => {
    const deployments = imports.filter(({ from }) => /^functions\/.*\/step\.ts$/.test(from));
    expect(deployments.length).toBeGreaterThan(0);
    expect(deployments.filter(({ to }) => !to.startsWith("shared/contract/"))).toEqual([]);
  });

  test("no function imports another function", () => {
    const folderOf = (path: string) => path.split("/").slice(0, 2).join("/");
    const crossing = imports.filter(
      ({ from, to }) => from.startsWith("functions/") && to.startsWith("functions/") && folderOf(from) !== folderOf(to),
    );
    expect(crossing).toEqual([]);
  });

  test.each(["domain", "contract", "store"])("arrows between the areas of shared/%s run one way", (folder) => {
    const place = new RegExp(`^shared/${folder}/(\\w+)/`);
    const floor = (path: string) => Math.max(0, areas.indexOf(place.exec(path)?.[1] ?? ""));
    const own = imports.filter(({ from, to }) => [from, to].every((path) => path.startsWith(`shared/${folder}/`)));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ from, to }) => floor(to) > floor(from) && !composed.test(from))).toEqual([]);
  });

  test("no import goes round in a circle", () => {
    const graph = Map.groupBy(imports, ({ from }) => from);
    const reaches = (from: string, target: string, seen: Set<string>): boolean =>
      (graph.get(from) ?? []).some(({ to }) => {
        if (to === target) return true;
        if (seen.has(to)) return false;
        seen.add(to);
        return reaches(to, target, seen);
      });
    expect(sources.filter((file) => reaches(file, file, new Set()))).toEqual([]);
  });
});

describe("how code here reads", () => {
  test("there is no barrel and no drawer for everything", () => {
    expect(sources.filter((file) => /(^|\/)(index|utils?|helpers?|misc|common)(\.ts|\/)/.test(file))).toEqual([]);
  });

  test("a function is its handler and its step, and reads stand in a file for each kind of thing beside it, of at most 60 lines", () => {
    const files = sources.filter((file) => file.startsWith("functions/"));
    expect(
      files.filter((file) => !/^functions\/([a-z-]+\/(handler|step)|read-[a-z]+\/[a-z-]+)\.ts$/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => lines(file) > 60)).toEqual([]);
  });

  test("nine of ten source files have at most 120 lines, and none more than 200, except the languages of the e-mails", () => {
    // A language is one file, a line for each text.
    const read = sources.filter((file) => !file.startsWith("shared/mail/language/"));
    expect(read.filter((file) => lines(file) > 200)).toEqual([]);
    expect(read.filter((file) => lines(file) > 120).length).toBeLessThanOrEqual(read.length / 10);
  });

  test("no rule and no step reads a clock or draws its own randomness (R31)", () => {
    const forbidden = /\bDate\.now\(|new Date\(\)|Math\.random\(|randomUUID\(|performance\.now\(/;
    const pure = sources.filter((file) => /^(shared\/(domain|contract)|functions)\//.test(file));
    expect(pure.filter((file) => forbidden.test(text(file)))).toEqual([]);
  });

  test("webhooks are signed by the client's signer alone; the API verifies them, and seals and signs what is its own", () => {
    const keyed = sources.filter((file) => /\b(createHmac|subtle\.sign)\(/.test(text(file)));
    expect(keyed.toSorted()).toEqual([
      "shared/client/signature.ts",
      "shared/http/own-signature.ts",
      "shared/http/sealed.ts",
      "shared/http/signature.ts",
      "shared/pages/guide/samples.ts",
    ]);
  });

  test("only the store knows how keys are built", () => {
    const elsewhere = sources.filter((file) => !file.startsWith("shared/store/") && !file.startsWith("infra/"));
    expect(elsewhere.filter((file) => /\bpk:|["'`][A-Z]+#/.test(text(file)))).toEqual([]);
  });
});

function text(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function lines(file: string): number {
  return text(file).split("\n").length - 1;
}
