import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");

/** A program's output and exit code. */
export type Ran = { readonly code: number; readonly output: string };

/** Runs a program of Node's in a folder. */
export function runNode(
  directory: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return ran(process.execPath, directory, parameters, environment);
}

/** Runs npm in a folder. */
export function runNpm(directory: string, parameters: readonly string[]): Promise<Ran> {
  return ran("npm", directory, parameters, {});
}

/** Type-checks the program of a folder by its `tsconfig.json`. */
export function typeCheck(directory: string): Promise<Ran> {
  return runNode(root, [join(root, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--project", directory]);
}

function ran(
  program: string,
  cwd: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  return run(program, parameters, { cwd, env: { ...process.env, ...environment } }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: unknown) => ({ code: 1, output: textOf(error) }),
  );
}

function textOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const { stdout = "", stderr = "" } = { ...error };
  return `${stdout}${stderr}${error}`;
}
