import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import * as z from "zod";
import { cdkContext } from "../context.ts";
import { type Settings, SettingsError } from "./settings.ts";

const notEnvironments = ["settings.ts", "environment.ts", "deployable.ts", "claims.ts"];

/** From `cdk -c environment=<name>`. */
export function environmentName(): string {
  return z.string().default("local").parse(cdkContext().environment);
}

/** The environments: each has a file `infra/settings/<environment>.ts`. */
export function environments(): string[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".ts"));
  return files.filter((name) => !notEnvironments.includes(name)).map((name) => basename(name, ".ts"));
}

/** The settings of an environment. Throws SettingsError if it has none, or wrong ones. */
export async function settingsOf(environment: string): Promise<Settings> {
  const file = join(import.meta.dirname, `${environment}.ts`);
  if (!environments().includes(environment)) {
    throw new SettingsError(
      `There is no infra/settings/${environment}.ts. Environments are ${environments().sort().join(", ")}.`,
    );
  }
  const module: { readonly default: Settings } = await import(file);
  return module.default;
}
