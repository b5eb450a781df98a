import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { certificationApp } from "../../infra/app.ts";
import local from "../../infra/settings/local.ts";
import { settings } from "../../infra/settings/settings.ts";
import type { SettingsInput } from "../../infra/settings/stated/schema.ts";
import { type Step, steps } from "../../infra/steps.ts";

const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });

export type Resource = z.infer<typeof resource>;

const template = z.looseObject({ Resources: z.record(z.string(), resource) });

const report = z.object({ pluginReports: z.array(z.object({ violations: z.array(z.unknown()) })) });

type Changes = Partial<SettingsInput>;

type Synthesized = Stack & { readonly state: Stack; readonly violations: readonly unknown[] };

type Stack = { readonly text: string; readonly resources: { readonly [id: string]: Resource } };

/** One that reads tokens and one that sends, where the others do not matter: a synthesis of all takes ten times as long. */
export const few: readonly Step[] = steps.filter(({ name }) => name === "register" || name === "send-mail");

const known = new Map<string, Synthesized>();

/**
 * Synthesizes the real list of steps, with a stand-in for each bundle, because the templates do not depend on the code.
 * Once for each change of the local settings, for all tests of a process. The service stack, with the state stack beside it.
 */
export function synthesize(changes: Changes = {}, of: readonly Step[] = steps): Synthesized {
  const key = JSON.stringify([changes, of.map(({ name }) => name)]);
  const found = known.get(key) ?? synthesizeAnew(changes, of);
  known.set(key, found);
  return found;
}

/** The same, whether or not it was done before. */
export function synthesizeAnew(changes: Changes = {}, of: readonly Step[] = steps): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), "certrail-synth-"));
  const bundle = join(folder, "bundle");
  mkdirSync(bundle);
  writeFileSync(join(bundle, "index.js"), "exports.handler = async () => ({});\n");
  try {
    const outdir = join(folder, "cdk.out");
    const changed = settings({ ...local, ...changes });
    certificationApp({ environment: "test", settings: changed, steps: of, bundleOf: () => bundle, outdir }).synth();
    const read = (part: string): Stack => {
      const text = readFileSync(join(outdir, `${changed.stackName}${part}.template.json`), "utf8");
      return { text, resources: template.parse(JSON.parse(text)).Resources };
    };
    const findings = report.parse(JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8")));
    const violations = findings.pluginReports.flatMap((each) => each.violations);
    return { ...read("Service"), state: read("State"), violations };
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

const apiShape = z.object({
  Body: z.looseObject({
    paths: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          security: z.array(z.unknown()).optional(),
          "x-amazon-apigateway-integration": z.object({ $ref: z.string() }),
        }),
      ),
    ),
    components: z.object({
      securitySchemes: z.record(z.string(), z.record(z.string(), z.unknown())),
      "x-amazon-apigateway-integrations": z.record(
        z.string(),
        z.object({ credentials: z.unknown(), uri: z.unknown() }),
      ),
    }),
  }),
});

/** The definition that API Gateway imports. */
export function definitionIn(resources: { readonly [id: string]: Resource }) {
  const [api] = ofType(resources, "AWS::ApiGatewayV2::Api").values();
  return apiShape.parse(api).Body;
}

/** Each route by its key, e.g. `GET /v1/orders`, and whether it asks for a token. */
export function routesIn(resources: { readonly [id: string]: Resource }) {
  return Object.entries(definitionIn(resources).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      key: path === "$default" ? path : `${method.toUpperCase()} ${path}`,
      needsToken: security !== undefined,
    })),
  );
}

/** Writes both templates as an assembly. Every function has that folder as its bundle. */
export function writeAssembly(folder: string, service: string, state: string, bundle = "bundle"): void {
  const hashes = [...service.matchAll(/"S3Key": ?"([^"]+)\.zip"/g)].map(([, hash = ""]) => hash);
  const files = Object.fromEntries(hashes.map((hash) => [hash, { source: { path: bundle } }]));
  for (const [name, text] of [["CertrailService", service] as const, ["CertrailState", state] as const]) {
    writeFileSync(join(folder, `${name}.assets.json`), JSON.stringify({ files }));
    writeFileSync(join(folder, `${name}.template.json`), text);
  }
}

/** The routes whose work is dear: each has a throttle of its own. */
export const dearRoutes = [
  "GET /badges/{certificationId}",
  "GET /v1/certificates/{certificateNumber}/badge.png",
  "GET /v1/certificates/{certificateNumber}/certificate.pdf",
  "GET /v1/verifications/{certificateNumber}",
  "GET /verify",
  "GET /verify/{certificateNumber}",
  "GET /verify/{certificateNumber}/card.png",
  "HEAD /badges/{certificationId}",
  "HEAD /v1/certificates/{certificateNumber}/badge.png",
  "HEAD /v1/certificates/{certificateNumber}/certificate.pdf",
  "HEAD /v1/verifications/{certificateNumber}",
  "HEAD /verify",
  "HEAD /verify/{certificateNumber}",
  "HEAD /verify/{certificateNumber}/card.png",
  "POST /v1/authorization-codes/batches",
];
