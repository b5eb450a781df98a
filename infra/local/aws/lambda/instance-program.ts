import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../../../sources.ts";
import { keep } from "./compiled.ts";
import { compiledFolder } from "./compiled-folder.ts";

/**
 * The program of an instance's thread (`runtime.ts`) in one file without types. As modules of TypeScript it takes as much
 * CPU as the start of a thread.
 */
export const instanceProgram = await kept(join(compiledFolder, `instance-${digestOf(["infra/local/aws"])}.js`));

async function kept(file: string): Promise<string> {
  try {
    return readFileSync(file, "utf8");
  } catch {
    const program = await built();
    keep(file, program);
    return program;
  }
}

async function built(): Promise<string> {
  // Most starts find the program, and do not need esbuild.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "runtime.ts")],
    bundle: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    write: false,
    logLevel: "error",
  });
  return outputFiles.map(({ text }) => text).join("");
}
