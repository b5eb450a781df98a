import { spawn } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import * as z from "zod";
import { bundleDirectory } from "../../../infra/bundles.ts";
import type { HttpEvent } from "../../../shared/http/request.ts";
import type { Environment } from "../../support/engine.ts";

/** Inside the checkout, because a bundle without the SDK finds it in `node_modules`, as Lambda has it beside the code. */
const folder = join(import.meta.dirname, "..", "..", "..", "build", "coldstart");

export type Start = { readonly milliseconds: number; readonly cpu: number };

/** Loads a bundle as Lambda's runtime does, gives it one event, and tells the time since the process began. */
const child = `
const { handler } = require(process.argv[1]);
const context = { awsRequestId: "r", functionName: "bench", getRemainingTimeInMillis: () => 15000 };
handler(JSON.parse(process.env.EVENT), context).then(({ statusCode, body }) => {
  const milliseconds = performance.now();
  const { user, system } = process.cpuUsage();
  process.stderr.write(JSON.stringify({ statusCode, body, milliseconds, cpu: (user + system) / 1000 }));
  process.exit(0);
});`;

const told = z.object({ statusCode: z.number(), body: z.string(), milliseconds: z.number(), cpu: z.number() });

/** Starts a process for one request. Throws if it is refused. */
export async function startOnce(file: string, environment: Environment, event: HttpEvent): Promise<Start> {
  const env = { ...environment, POWERTOOLS_LOG_LEVEL: "INFO", EVENT: JSON.stringify(event) };
  const running = spawn(process.execPath, ["--eval", child, file], { env, stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  running.stderr.on("data", (part: Buffer) => {
    text += part.toString();
  });
  await new Promise((resolve) => running.once("close", resolve));
  if (!text.startsWith("{")) throw new Error(`${file}: ${text}`);
  const { statusCode, body, milliseconds, cpu } = told.parse(JSON.parse(text));
  if (statusCode >= 300) throw new Error(`${file} answers ${statusCode}: ${body}`);
  return { milliseconds, cpu };
}

type Bare = { fileOf(name: string): string; ours(name: string): string; remove(): void };

/**
 * The bare handlers, each built twice: with the defaults of the CDK's NodejsFunction, which leave the SDK outside, and
 * whole. Answers the file of a name.
 * Ours are copied beside them, because this package takes a `.js` for an ES module.
 */
export async function bareBundles(): Promise<Bare> {
  const common = { bundle: true, platform: "node", target: "node24", format: "cjs", logLevel: "error" } as const;
  const sources = ["bare-read", "bare-write", "empty"].map((name) => join(import.meta.dirname, `${name}.ts`));
  const outExtension = { ".js": ".cjs" };
  const external = ["@aws-sdk/*", "@smithy/*"];
  await build({ ...common, entryPoints: sources, outdir: join(folder, "cdk"), outExtension, external });
  await build({ ...common, entryPoints: sources, outdir: join(folder, "whole"), outExtension, minify: true });
  return {
    fileOf: (name) => join(folder, `${name}.cjs`),
    ours: (name) => {
      const file = join(folder, `${name}.cjs`);
      copyFileSync(join(bundleDirectory(name), "index.js"), file);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
