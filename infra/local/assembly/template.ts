import type * as z from "zod";
import type { Allowed } from "../aws/iam/allowed.ts";
import { Permissions } from "../aws/iam/permissions.ts";
import { StartFailure } from "../host/failure.ts";
import { type CorsShape, type RouteDefinition, readApis, type TokenRules } from "./api.ts";
import { type MailSetDefinition, type RuleDefinition, readMailSets, readRules } from "./events.ts";
import {
  functionShape,
  mappingShape,
  scheduleShape,
  secretShape,
  type TableShape,
  tableShape,
} from "./resource-shapes.ts";
import { assetsIn, type Stack, stacksIn } from "./stacks.ts";
import { Template } from "./template-resources.ts";

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

export type TableDefinition = { readonly name: string; readonly shape: TableShape };

export type MappingDefinition = { readonly id: string; readonly shape: z.infer<typeof mappingShape> };

export type ScheduleDefinition = { readonly functionArn: string; readonly expression: string; readonly input: string };

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

const running = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Stage",
  "AWS::DynamoDB::Table",
  "AWS::Events::Rule",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::Scheduler::Schedule",
  "AWS::SecretsManager::Secret",
]);

/** Resources that monitor, or keep failed events. They do nothing on one machine. */
const withoutLocalPart = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Logs::LogGroup",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
]);

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
    table: only(
      "table",
      template.all("AWS::DynamoDB::Table", tableShape, (id, shape, names) => ({ name: names.name(id), shape })),
    ),
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

const invoke = "lambda:InvokeFunction";

/** Lambda creates no mapping unless the function's role allows all of these. */
const streamReading = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"] as const;

function readMappings(template: Template, permissions: Permissions): MappingDefinition[] {
  const roles = new Map(
    template.all("AWS::Lambda::Function", functionShape, (id, shape, names) => [names.name(id), shape.Role] as const),
  );
  return template.all("AWS::Lambda::EventSourceMapping", mappingShape, (id, shape) => {
    const { FunctionName: name, EventSourceArn: stream } = shape;
    for (const action of streamReading.map((each) => `dynamodb:${each}`)) {
      if (permissions.roleAllows(roles.get(name) ?? "", "lambda.amazonaws.com", action, stream)) continue;
      throw new StartFailure(`The stream cannot be read for ${name}: the function's role does not allow ${action}.`);
    }
    return { id, shape };
  });
}

function readSchedules(template: Template, permissions: Permissions): ScheduleDefinition[] {
  return template.all("AWS::Scheduler::Schedule", scheduleShape, (id, { Target: target, ScheduleExpression }) => {
    if (!permissions.roleAllows(target.RoleArn, "scheduler.amazonaws.com", invoke, target.Arn))
      throw new StartFailure(
        `The schedule ${id} cannot run: its role does not let the scheduler invoke ${target.Arn}.`,
      );
    return { functionArn: target.Arn, expression: ScheduleExpression, input: target.Input };
  });
}

function refuseUnknownTypes({ resources }: Stack): void {
  for (const [id, { Type: type }] of Object.entries(resources)) {
    if (running.has(type) || withoutLocalPart.has(type)) continue;
    throw new Error(`The template has ${id} of type ${type}, which the local host does not know how to run`);
  }
}

function only<T>(what: string, found: readonly T[]): T {
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  throw new Error(`The local host needs exactly one ${what}, and found ${found.length}`);
}
