import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { rasterFile } from "../shared/images/raster-file.ts";
import { faceFiles, harfbuzzFile } from "../shared/print/font-files.ts";
import { lambdaSdk } from "./bundling/lambda-sdk.ts";
import { unusedSchemas } from "./bundling/unused-schemas.ts";
import { defaultProgramme, programmeFile, programmeImporter } from "./programme.ts";
import { digestOf, programmeSources } from "./sources.ts";

const root = join(import.meta.dirname, "..");

export type Bundle = {
  readonly name: string;
  /** The uploaded folder: `index.js`, and `node_modules` with the files that it reads at run time. */
  readonly directory: string;
  readonly bytes: number;
};

const lettering = [...Object.values(faceFiles), harfbuzzFile, "harfbuzzjs/LICENSE"];

/** All that a bundle is made of. The packages are those of the lock file. */
const sources = ["functions", "shared", "infra/bundles.ts", "infra/bundling", "package-lock.json"];

/** Files of packages that a function reads as they are; it resolves them as it does from its source. */
const files: Readonly<Record<string, readonly string[]>> = {
  "show-docs": ["redoc/bundles/redoc.standalone.js", "redoc/bundles/redoc.standalone.js.LICENSE.txt", "redoc/LICENSE"],
  "print-certificate": lettering,
  // The licence of the second library asks to say where its source is; its page does.
  "draw-badge": [...lettering, rasterFile, "@resvg/resvg-wasm/README.md"],
};

/** Puts the chosen programme in place of the default one. */
const chosenProgramme: Plugin = {
  name: "programme",
  setup: ({ onResolve }) => {
    onResolve({ filter: /\/default-programme\.ts$/ }, ({ importer }) =>
      importer === programmeImporter ? { path: programmeFile() } : undefined,
    );
  },
};

/** The folder of a function's bundle, after `bundles`. */
export function bundleDirectory(name: string): string {
  return join(root, builtFolder(), name);
}

/** Each programme has bundles of its own, so that two that are built at once do not mix. */
function builtFolder(): string {
  const file = programmeFile();
  const own = file === defaultProgramme ? "" : `-${createHash("sha256").update(file).digest("hex").slice(0, 12)}`;
  return join("build", `functions${own}`);
}

/**
 * Builds every `functions/<name>/handler.ts`, unless these sources were built last. Throws if a function does not
 * compile. Only changed files are replaced, each atomically, so that two builds can run at once.
 */
export async function bundles(): Promise<readonly Bundle[]> {
  const names = functionNames();
  const digest = digestOf([...sources, ...programmeSources()]);
  if (!isBuilt(names, digest)) {
    // A build that is cut off leaves no digest, so that the next call builds.
    rmSync(builtOf(), { force: true });
    removeStale(names);
    await buildAll(names);
    replaceIfChanged(builtOf(), Buffer.from(digest));
  }
  return names.map((name) => ({ name, directory: bundleDirectory(name), bytes: statSync(codeOf(name)).size }));
}

/** The source map of a function's bundle, as JSON. It is made when it is needed, because maps are a quarter of a build. */
export async function sourceMapOf(name: string): Promise<string> {
  const { outputFiles } = await build({ ...bundled([name]), sourcemap: "external", sourcesContent: false });
  return outputFiles.find(({ path }) => path.endsWith(".map"))?.text ?? "{}";
}

async function buildAll(names: readonly string[]): Promise<void> {
  const describing = names.filter(describesApi);
  const others = names.filter((name) => !describesApi(name));
  for (const { outputFiles } of await Promise.all([build(bundled(others)), build(bundled(describing))])) {
    for (const file of outputFiles) replaceIfChanged(file.path, file.contents);
  }
  for (const name of names) copyFiles(name);
}

/** It writes the OpenAPI document, with all answers. */
function describesApi(name: string): boolean {
  return name === "describe-api";
}

/** For functions that all describe the API, or none. */
function bundled(names: readonly string[]) {
  return {
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [join(name, "index"), `functions/${name}/handler.ts`])),
    outdir: join(root, builtFolder()),
    plugins: [chosenProgramme, lambdaSdk, unusedSchemas({ describes: names.every(describesApi) })],
    bundle: true,
    // Their CommonJS twins are one object each, so that nothing of them can be left out.
    mainFields: ["module", "main"],
    platform: "node",
    target: "node24",
    format: "cjs",
    minify: true,
    legalComments: "none",
    // Packages that are inlined load in the init phase. As ES modules they would load at the first request.
    supported: { "dynamic-import": false },
    // Zod would compile each schema when it is first used: 4 to 7 ms of a first request, and no gain when warm.
    banner: { js: "(globalThis.__zod_globalConfig??={}).jitless=true;" },
    // When it loads, pdfkit computes the path of a colour profile that we do not use.
    define: { "import.meta.filename": "__filename", "import.meta.url": '"file:///"' },
    write: false,
    logLevel: "error",
  } satisfies BuildOptions;
}

/** The digest of the sources that were built last. */
function builtOf(): string {
  return join(root, `${builtFolder()}.built-of`);
}

function isBuilt(names: readonly string[], digest: string): boolean {
  const isSame = existsSync(builtOf()) && readFileSync(builtOf(), "utf8") === digest;
  return isSame && names.every((name) => existsSync(codeOf(name)));
}

function codeOf(name: string): string {
  return join(bundleDirectory(name), "index.js");
}

/** The folders of functions, in order of their names. */
export function functionNames(): string[] {
  return readdirSync(join(root, "functions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "functions", entry.name, "handler.ts")))
    .map((entry) => entry.name)
    .sort();
}

function removeStale(names: readonly string[]): void {
  const built = join(root, builtFolder());
  if (!existsSync(built)) return;
  for (const name of readdirSync(built)) {
    if (!names.includes(name)) rmSync(join(built, name), { recursive: true, force: true });
  }
}

function copyFiles(name: string): void {
  for (const file of files[name] ?? []) {
    const from = join(root, "node_modules", file);
    replaceIfChanged(join(bundleDirectory(name), "node_modules", file), readFileSync(from));
  }
}

function replaceIfChanged(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const fresh = join(root, "build", `.${randomUUID()}`);
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}
