import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Permissions, routeArn } from "../aws/iam/permissions.ts";
import { StartFailure } from "../host/failure.ts";
import { Intrinsics, type Resource, resourceSchema } from "./intrinsics.ts";
import {
  apiShape,
  authorizerShape,
  type CorsShape,
  functionShape,
  integrationShape,
  mappingShape,
  routeShape,
  scheduleShape,
  secretShape,
  stageShape,
  type TableShape,
  tableShape,
} from "./resource-shapes.ts";
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
};

export type TokenRules = { readonly issuer: string; readonly audience: readonly string[] };

export type RouteDefinition = {
  /** `GET /v1/orders/{orderId}`, or `$default`. */
  readonly key: string;
  readonly functionArn: string;
  /** True if the gateway may invoke the function, through the integration's role or the function's permission. */
  readonly isPermitted: boolean;
  /** Rules for tokens. Without them, anyone may call. */
  readonly tokens?: TokenRules;
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
  readonly secrets: readonly SecretDefinition[];
};

const running = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::DynamoDB::Table",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Scheduler::Schedule",
  "AWS::SecretsManager::Secret",
]);

/** Resources that monitor, or keep failed events. They do nothing on one machine. */
const withoutLocalPart = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Logs::LogGroup",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
]);

const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })),
});

/**
 * Reads the only stack of a cloud assembly. Throws at a resource type or property that the host does not know. Throws
 * StartFailure if the role of a stream or schedule does not permit what the platform needs.
 */
export function readDeployment(assembly: string): Deployment {
  const stack = stackIn(assembly);
  const { Resources: resources } = readJson(join(assembly, `${stack}.template.json`), templateSchema);
  const { files } = readJson(join(assembly, `${stack}.assets.json`), assetsSchema);
  refuseUnknownTypes(resources);

  const template = new Template(resources, new Intrinsics(stack, resources));
  const permissions = Permissions.read(template);
  const functions = template.all("AWS::Lambda::Function", functionShape, (id, shape, names) => ({
    name: names.name(id),
    arn: names.arn(id),
    directory: join(assembly, files[shape.Code.S3Key.replace(/\.zip$/, "")]?.source.path ?? shape.Code.S3Key),
    handler: shape.Handler,
    environment: shape.Environment?.Variables ?? {},
    memoryMegabytes: shape.MemorySize,
    timeoutSeconds: shape.Timeout,
  }));
  return {
    functions,
    ...readApi(template, permissions),
    staffGroup: only("staff group", [...new Set(functions.flatMap((each) => each.environment.STAFF_GROUP ?? []))]),
    table: only(
      "table",
      template.all("AWS::DynamoDB::Table", tableShape, (id, shape, names) => ({ name: names.name(id), shape })),
    ),
    mappings: readMappings(template, permissions),
    schedules: readSchedules(template, permissions),
    secrets: template.all("AWS::SecretsManager::Secret", secretShape, (id, shape, names) => ({
      arn: names.arn(id),
      shape,
    })),
  };
}

function readApi(template: Template, permissions: Permissions): Pick<Deployment, "routes" | "tokens" | "cors"> {
  const api = only(
    "API",
    template.all("AWS::ApiGatewayV2::Api", apiShape, (id, shape) => ({ id, cors: shape.CorsConfiguration })),
  );
  const stage = only(
    "stage",
    template.all("AWS::ApiGatewayV2::Stage", stageShape, (_, shape) => shape.StageName),
  );
  const integrations = new Map(
    template.all("AWS::ApiGatewayV2::Integration", integrationShape, (id, shape) => [id, shape] as const),
  );
  const authorizers = new Map(
    template.all(
      "AWS::ApiGatewayV2::Authorizer",
      authorizerShape,
      (id, { JwtConfiguration: rules }) => [id, { issuer: rules.Issuer, audience: rules.Audience }] as const,
    ),
  );
  const routes = template.all("AWS::ApiGatewayV2::Route", routeShape, (id, shape) => {
    const integration = integrations.get(shape.Target.replace("integrations/", ""));
    if (integration === undefined)
      throw new Error(`Route ${id} leads to an integration that the template does not have`);
    const { IntegrationUri: functionArn, CredentialsArn: role } = integration;
    const isPermitted =
      role === undefined
        ? permissions.functionAllows(functionArn, gateway, routeArn(api.id, stage, shape.RouteKey))
        : permissions.roleAllows(role, gateway, invoke, functionArn);
    const route = { key: shape.RouteKey, functionArn, isPermitted };
    if (shape.AuthorizationType === "NONE") return route;
    const tokens = authorizers.get(shape.AuthorizerId ?? "");
    if (tokens === undefined) throw new Error(`Route ${id} names an authorizer that the template does not have`);
    return { ...route, tokens };
  });
  return { routes, tokens: only("authorizer", [...authorizers.values()]), cors: api.cors };
}

const gateway = "apigateway.amazonaws.com";

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

function stackIn(assembly: string): string {
  const suffix = ".template.json";
  const found = existsSync(assembly) ? readdirSync(assembly).filter((name) => name.endsWith(suffix)) : [];
  return only(`template in ${assembly}`, found).slice(0, -suffix.length);
}

function refuseUnknownTypes(resources: { readonly [logicalId: string]: Resource }): void {
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

function readJson<T>(path: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(path, "utf8")));
}
