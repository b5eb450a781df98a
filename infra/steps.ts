import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { DeployedStep, type Deployment } from "../shared/contract/step.ts";
import { type IndexName, indexes } from "../shared/store/core/table.ts";

const root = join(import.meta.dirname, "..");

const tableActions = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "ConditionCheckItem",
] as const;

/** The allowed actions on the table and its indexes. */
export type Permissions = {
  readonly table: readonly (typeof tableActions)[number][];
  readonly indexes: readonly IndexName[];
};

export type Step = Deployment & Permissions & { readonly name: string };

const permissionsSchema: z.ZodType<Permissions> = z.object({
  table: z.array(z.enum(tableActions)),
  indexes: z.array(z.custom<IndexName>((name) => typeof name === "string" && name in indexes)).default([]),
});

/** Written by `npm run permissions -- --write` from the tour of all workflows. A test compares both. */
export const permissions = z
  .record(z.string(), permissionsSchema)
  .parse(JSON.parse(readFileSync(join(root, "infra", "permissions.json"), "utf8")));

/** The table's grants, the API and the alarms follow from this. */
export const steps: readonly Step[] = await Promise.all(names().map(stepOf));

function names(): string[] {
  return readdirSync(join(root, "functions"))
    .filter((name) => existsSync(join(root, "functions", name, "step.ts")))
    .sort();
}

async function stepOf(name: string): Promise<Step> {
  const module: unknown = await import(pathToFileURL(join(root, "functions", name, "step.ts")).href);
  const { step } = z.object({ step: z.instanceof(DeployedStep) }).parse(module);
  return { name, ...step.deployment, ...(permissions[name] ?? { table: [], indexes: [] }) };
}
