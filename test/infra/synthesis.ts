import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { certificationApp } from "../../infra/app.ts";
import { defaultContext } from "../../infra/settings.ts";
import { type Step, steps } from "../../infra/steps.ts";

const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });

export type Resource = z.infer<typeof resource>;

const template = z.looseObject({ Resources: z.record(z.string(), resource) });

const report = z.object({ pluginReports: z.array(z.object({ violations: z.array(z.unknown()) })) });

type Context = { readonly [key: string]: unknown };

const known = new Map<string, ReturnType<typeof synthesizeAnew>>();

/**
 * Synthesizes the real list of steps with a stub for each bundle, because the template does not depend on code. Each
 * context is synthesized once for each process.
 */
export function synthesize(context: Context = {}) {
  const key = JSON.stringify(context);
  const found = known.get(key) ?? synthesizeAnew(context);
  known.set(key, found);
  return found;
}

/** Always synthesizes again. */
export function synthesizeAnew(context: Context = {}) {
  const folder = mkdtempSync(join(tmpdir(), "certrail-synth-"));
  const bundle = join(folder, "bundle");
  mkdirSync(bundle);
  writeFileSync(join(bundle, "index.js"), "exports.handler = async () => ({});\n");
  try {
    const outdir = join(folder, "cdk.out");
    certificationApp({ steps, bundleOf: () => bundle, outdir, context: { ...defaultContext(), ...context } }).synth();
    const text = readFileSync(join(outdir, "Certrail.template.json"), "utf8");
    const findings = report.parse(JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8")));
    return {
      text,
      resources: template.parse(JSON.parse(text)).Resources,
      violations: findings.pluginReports.flatMap((each) => each.violations),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The description of a step's function in the template. */
export function describedAs({ name, failure }: Step): string {
  return `certrail: ${name}. If it fails: ${failure}`;
}

/** The properties of every resource of a type, by logical id. */
export function ofType(
  resources: { readonly [id: string]: Resource },
  type: string,
): Map<string, Resource["Properties"]> {
  const found = Object.entries(resources).filter(([, each]) => each.Type === type);
  return new Map(found.map(([id, each]) => [id, each.Properties]));
}
