import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const schema = z.record(z.string(), z.unknown());

/** The context of the CDK CLI, or of `cdk.json` without the CLI. */
export function cdkContext(): { readonly [key: string]: unknown } {
  const passed = process.env.CDK_CONTEXT_JSON;
  if (passed !== undefined) return schema.parse(JSON.parse(passed));
  const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "..", "cdk.json"), "utf8"));
  return z.object({ context: schema }).parse(file).context;
}
