import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { routes } from "../../shared/client/routes.ts";
import { example } from "../../shared/contract/examples.ts";
import { callsWrittenOut } from "./client-types.ts";
import { command } from "./command.ts";

const root = join(import.meta.dirname, "..", "..");
const sources = join(root, "shared", "client");

/** Files that are copied unchanged. */
const kept = ["answer.ts", "client.ts", "exchange.ts", "problem-error.ts", "signature.ts"];

/** Everything that the package exports. */
const entry = `export type { Calls, CommonProblemCode, ProblemCode } from "./calls.ts";
export {
  type AnswerOf,
  type Client,
  createClient,
  type ItemOf,
  type ListId,
  type OperationId,
  type RefusalOf,
  type RequestOf,
} from "./client.ts";
export type { CallOptions, ClientOptions } from "./exchange.ts";
export { isProblem, type Problem, ProblemError, UnexpectedAnswerError } from "./problem-error.ts";
export { type Signer, webhookSigner } from "./signature.ts";
`;

const strict = {
  target: "es2022",
  lib: ["es2022", "dom", "dom.iterable"],
  types: [],
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
};

/**
 * Builds the client's package into `build/client`: JavaScript with types and no dependencies. A table of routes and the
 * inferred types replace the contract.
 */
export function clientPackage(directory = join(root, "build", "client")): string {
  const work = `${directory}.work`;
  for (const each of [work, directory]) rmSync(each, { recursive: true, force: true });
  for (const each of [work, directory]) mkdirSync(each, { recursive: true });

  const inferring = join(work, "inferring.json");
  write(inferring, { extends: join(root, "tsconfig.json"), include: [], files: [join(sources, "calls.ts")] });
  const emitting = join(work, "tsconfig.json");
  const emitted = { rewriteRelativeImportExtensions: true, declaration: true, rootDir: ".", outDir: directory };
  write(emitting, { compilerOptions: { ...strict, ...emitted }, include: ["*.ts"] });
  for (const file of kept) copyFileSync(join(sources, file), join(work, file));
  writeFileSync(join(work, "calls.ts"), callsWrittenOut(root, inferring));
  writeFileSync(join(work, "routes.ts"), routesWrittenOut());
  writeFileSync(join(work, "index.ts"), entry);
  write(join(work, "package.json"), { type: "module" });
  execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "--project", emitting], {
    stdio: "inherit",
  });
  for (const file of [...kept, "calls.ts", "routes.ts", "index.ts"]) {
    const types = join(directory, file.replace(".ts", ".d.ts"));
    writeFileSync(types, readFileSync(types, "utf8").replaceAll(/(from "\.\/[\w-]+)\.ts"/g, '$1.js"'));
  }
  write(join(directory, "package.json"), manifest());
  writeFileSync(join(directory, "README.md"), readme());
  copyFileSync(join(root, "LICENSE"), join(directory, "LICENSE"));
  rmSync(work, { recursive: true, force: true });
  return directory;
}

function routesWrittenOut(): string {
  const table = JSON.stringify(routes, undefined, 2);
  return `import type { Route } from "./exchange.ts";\n\nexport const routes: { readonly [id: string]: Route } = ${table};\n`;
}

function readme(): string {
  return readFileSync(join(sources, "README.md"), "utf8")
    .replaceAll("acp-cloud-computing", example.certificationId)
    .replaceAll("prometric", example.provider)
    .replaceAll("8850012345", example.firstNumber);
}

function manifest(): object {
  const project = z.object({ version: z.string(), license: z.string() });
  const { version, license } = project.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  return {
    name: "certrail-client",
    version,
    license,
    description: "The typed client of certrail's API",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./package.json": "./package.json" },
    files: ["*.js", "*.d.ts"],
  };
}

function write(path: string, content: object): void {
  writeFileSync(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

if (import.meta.main) {
  await command({
    help: `npm run client:build

Builds the typed client of the programme's API as a package of its own, into build/client.

  PROGRAMME   the file of another programme than the one in cdk.json`,
    parse: () => parseArgs({ options: {} }),
    work: async () => {
      console.log(`The client is in ${clientPackage()}: npm publish it from there`);
      return 0;
    },
  });
}
