import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { App } from "aws-cdk-lib";
import * as z from "zod";
import local from "../../infra/settings/local.ts";
import { type Settings, settings } from "../../infra/settings/settings.ts";
import { StateStack } from "../../infra/stacks/state-stack.ts";

const root = join(import.meta.dirname, "..", "..");
export const recordFile = join(root, "test", "fixtures", "state-resources.json");

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});

export type StateResources = Readonly<Record<string, z.infer<typeof resource>>>;

const kept = z.object({ type: z.string(), fixed: z.record(z.string(), z.unknown()) });

/** Each resource of the state stack, with the properties whose change replaces it. */
export type StateRecord = Readonly<Record<string, z.infer<typeof kept>>>;

/** The local settings with all state that a stack can make. */
export const everyPart: Settings = settings({
  ...local,
  issuer: undefined,
  audience: undefined,
  claims: undefined,
  userPool: { domainPrefix: "certs", callbackUrls: ["https://app.certs.test/"] },
  mailIdentity: { name: "example.org", make: true },
});

export function stateResources(of: Settings): StateResources {
  const app = new App();
  const stack = new StateStack(app, "State", { settings: of });
  const template: unknown = app.synth().getStackArtifact(stack.artifactId).template;
  return z.object({ Resources: z.record(z.string(), resource) }).parse(template).Resources;
}

export function recordOf(resources: StateResources): StateRecord {
  return Object.fromEntries(
    Object.entries(resources).map(([id, { Type: type, Properties }]) => {
      const fixed = fixedProperties(type).filter((name) => name in Properties);
      return [id, { type, fixed: Object.fromEntries(fixed.map((name) => [name, fixedPart(name, Properties)])) }];
    }),
  );
}

/** One line for each resource that an update from the record would drop or replace. */
export function lossesSince(record: StateRecord, now: StateRecord): string[] {
  return Object.entries(record).flatMap(([id, { type, fixed }]) => {
    const found = now[id];
    if (found === undefined) return [`${id} (${type}) is dropped`];
    if (found.type !== type) return [`${id} (${type}) becomes ${found.type}`];
    const names = [...new Set([...Object.keys(fixed), ...Object.keys(found.fixed)])];
    const changed = names.filter((name) => JSON.stringify(fixed[name]) !== JSON.stringify(found.fixed[name]));
    return changed.map((name) => `${id} (${type}) is replaced, because ${name} changes`);
  });
}

export function keptRecord(): StateRecord {
  return z.record(z.string(), kept).parse(JSON.parse(readFileSync(recordFile, "utf8")));
}

const specified = z.object({
  schema: z.object({
    resource: z.object({
      entities: z.array(
        z.object({
          cloudFormationType: z.string(),
          properties: z.record(z.string(), z.object({ causesReplacement: z.string().optional() })),
        }),
      ),
    }),
  }),
});

/** The knowledge behind the word "replace" in `cdk diff`. */
const specification = new Map(
  specified
    .parse(JSON.parse(gunzipSync(readFileSync(join(root, "node_modules", "aws-cdk", "db.json.gz"))).toString()))
    .schema.resource.entities.map(({ cloudFormationType, properties }) => [cloudFormationType, properties] as const),
);

/** The specification allows these updates. Cognito and DynamoDB refuse them, and Secrets Manager draws a new value. */
const alsoFixed: Readonly<Record<string, readonly string[]>> = {
  "AWS::Cognito::UserPool": ["AliasAttributes", "Schema", "UsernameAttributes", "UsernameConfiguration"],
  "AWS::DynamoDB::Table": ["AttributeDefinitions"],
  "AWS::SecretsManager::Secret": ["GenerateSecretString", "SecretString"],
};

/** Throws for a type that the specification lacks, because its replacements would go unseen. */
function fixedProperties(type: string): string[] {
  const properties = specification.get(type);
  if (properties === undefined) throw new Error(`The specification of CloudFormation has no ${type}`);
  const replacing = Object.entries(properties).filter(([, { causesReplacement = "no" }]) => causesReplacement !== "no");
  return [...replacing.map(([name]) => name), ...(alsoFixed[type] ?? [])].sort();
}

const keyed = z.object({
  KeySchema: z.array(z.object({ AttributeName: z.string() })),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
});

/** Attributes of indexes come and go. Those of the table's own key stay. */
function fixedPart(name: string, properties: Readonly<Record<string, unknown>>): unknown {
  if (name !== "AttributeDefinitions") return properties[name];
  const { KeySchema, AttributeDefinitions } = keyed.parse(properties);
  const own = KeySchema.map(({ AttributeName }) => AttributeName);
  return AttributeDefinitions.filter(({ AttributeName }) => own.includes(AttributeName));
}
