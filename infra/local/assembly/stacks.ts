import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Intrinsics, type Resource, resourceSchema } from "./intrinsics.ts";

/** A stack of an assembly, with this machine's names for its resources. */
export type Stack = {
  readonly resources: { readonly [logicalId: string]: Resource };
  readonly names: Intrinsics;
};

const output = z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() });

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), output).default({}),
});

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })),
});

/** Every stack of a cloud assembly. One stack may import what another exports. */
export function stacksIn(assembly: string): Stack[] {
  const exported = new Map<string, () => unknown>();
  const imported = (name: string) => {
    const value = exported.get(name);
    if (value === undefined) throw new Error(`No stack exports ${name}`);
    return value();
  };
  return namesIn(assembly).map((name) => {
    const { Resources: resources, Outputs } = readJson(join(assembly, `${name}.template.json`), templateSchema);
    const names = new Intrinsics(name, resources, imported);
    for (const { Value, Export } of Object.values(Outputs)) {
      if (Export !== undefined) exported.set(Export.Name, () => names.resolve(Value));
    }
    return { resources, names };
  });
}

/** The folder of each asset, by its hash. */
export function assetsIn(assembly: string): ReadonlyMap<string, string> {
  const files = namesIn(assembly).flatMap((name) =>
    Object.entries(readJson(join(assembly, `${name}.assets.json`), assetsSchema).files),
  );
  return new Map(files.map(([hash, { source }]) => [hash, join(assembly, source.path ?? hash)]));
}

function namesIn(assembly: string): string[] {
  const suffix = ".template.json";
  const found = existsSync(assembly) ? readdirSync(assembly).filter((name) => name.endsWith(suffix)) : [];
  return found.map((name) => name.slice(0, -suffix.length));
}

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(path, "utf8")));
}
