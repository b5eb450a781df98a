import type * as z from "zod";
import type { Allowed } from "../aws/iam/allowed.ts";
import { Permissions } from "../aws/iam/permissions.ts";
import { type RouteDefinition, readApis, type TokenRules } from "./api.ts";
import type { CorsShape } from "./api-shapes.ts";
import { type MailSetDefinition, type RuleDefinition, readMailSets, readRules } from "./events.ts";
import { functionShape, secretShape, type TableShape, tableShape } from "./resource-shapes.ts";
import { refuseUnknownTypes } from "./resource-types.ts";
import { assetsIn, stacksIn } from "./stacks.ts";
import { Template } from "./template-resources.ts";
import { type MappingDefinition, readMappings, readSchedules, type ScheduleDefinition } from "./triggers.ts";

export type FunctionDefinition = {
  readonly name: string;
  readonly arn: string;
  /** The folder that a deployment would upload. */
  readonly directory: string;
  /** `index.handler`: a module of the folder, and its export. */
  readonly handler: string;
  readonly environment: { readonly [name: string]: string };
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** The statements of its role. */
  readonly allowed: readonly Allowed[];
};

/** Without a shape, the table exists, and the deployment is attached to it. */
export type TableDefinition = { readonly name: string; readonly shape?: TableShape };

export type SecretDefinition = { readonly arn: string; readonly shape: z.infer<typeof secretShape> };

/** The parts of a synthesized stack that run on this machine. */
export type Deployment = {
  readonly functions: readonly FunctionDefinition[];
  readonly routes: readonly RouteDefinition[];
  readonly tokens: TokenRules;
  /** Tokens with this group belong to staff. */
  readonly staffGroup: string;
  /** Without it, no page of another origin may call. */
  readonly cors: CorsShape | undefined;
  readonly table: TableDefinition;
  readonly mappings: readonly MappingDefinition[];
  readonly schedules: readonly ScheduleDefinition[];
  readonly rules: readonly RuleDefinition[];
  readonly mailSets: readonly MailSetDefinition[];
  readonly secrets: readonly SecretDefinition[];
};

/**
 * Reads the stacks of a cloud assembly. Throws with its name at a resource of a type that the host neither runs nor
 * knows to have no local part, and at properties that it would not follow; refuses with StartFailure a stream or a schedule
 * whose role does not permit what the platform would ask of it.
 */
export function readDeployment(assembly: string): Deployment {
  const stacks = stacksIn(assembly);
  const assets = assetsIn(assembly);
  for (const each of stacks) refuseUnknownTypes(each);

  const template = new Template(stacks);
  const permissions = Permissions.read(template);
  const functions = template.all("AWS::Lambda::Function", functionShape, (id, shape, names) => ({
    name: names.name(id),
    arn: names.arn(id),
    directory: assets.get(shape.Code.S3Key.replace(/\.zip$/, "")) ?? shape.Code.S3Key,
    handler: shape.Handler,
    environment: shape.Environment?.Variables ?? {},
    memoryMegabytes: shape.MemorySize,
    timeoutSeconds: shape.Timeout,
    allowed: permissions.allowedTo(shape.Role, "lambda.amazonaws.com"),
  }));
  const { routes, tokens, cors } = only("API", readApis(template, permissions));
  return {
    functions,
    routes,
    tokens: only("authorizer", tokens),
    cors,
    staffGroup: only("staff group", [...new Set(functions.flatMap((each) => each.environment.STAFF_GROUP ?? []))]),
    table: only("table", tablesOf(template, functions)),
    mappings: readMappings(template, permissions),
    schedules: readSchedules(template, permissions),
    rules: readRules(template, permissions),
    mailSets: readMailSets(template),
    secrets: template.all("AWS::SecretsManager::Secret", secretShape, (id, shape, names) => ({
      arn: names.arn(id),
      shape,
    })),
  };
}

/** Functions of a stack without a table name the one that it is attached to. */
function tablesOf(template: Template, functions: readonly FunctionDefinition[]): TableDefinition[] {
  const made = template.all("AWS::DynamoDB::Table", tableShape, (id, shape, names) => ({
    name: names.name(id),
    shape,
  }));
  const named = [...new Set(functions.flatMap((each) => each.environment.TABLE_NAME ?? []))];
  return made.length > 0 ? made : named.map((name) => ({ name }));
}

function only<T>(what: string, found: readonly T[]): T {
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw new Error(`The local host needs exactly one ${what}, and found ${found.length}`);
}
