import type { Operation } from "../../shared/contract/operation.ts";
import { methodsOf, routeKey } from "../../shared/contract/routes.ts";
import type { Settings } from "../settings/settings.ts";

/** A function and the operations that it answers. `fallback` also sends what no route matches. */
export type Served = {
  readonly name: string;
  readonly functionArn: string;
  readonly operations: readonly Operation[];
  readonly fallback: boolean;
  /** With a throttle of its own. */
  readonly dear: boolean;
};

/** The tokens that the gateway lets through. */
export type TokenRules = { readonly issuer: string; readonly audience: readonly string[] };

export type DefinitionProps = Pick<Settings, "allowedOrigins"> & {
  readonly tokens: TokenRules;
  readonly title: string;
  readonly labels: { readonly [name: string]: string };
  readonly region: string;
  readonly partition: string;
  /** The role with which the gateway calls every function. */
  readonly roleArn: string;
};

/**
 * The routes of the HTTP API as API Gateway imports them: OpenAPI 3.0 with its extensions. As resources they would take
 * 3 for each operation of the 500 that a stack holds, and minutes of each deployment.
 */
export function apiDefinition(props: DefinitionProps, served: readonly Served[]): object {
  return {
    openapi: "3.0.1",
    info: { title: props.title, version: "1" },
    tags: Object.entries(props.labels).map(([name, value]) => ({ name, "x-amazon-apigateway-tag-value": value })),
    "x-amazon-apigateway-cors": corsFor(props.allowedOrigins),
    paths: pathsOf(served),
    components: {
      securitySchemes: { tokens: authorizer(props.tokens) },
      "x-amazon-apigateway-integrations": Object.fromEntries(
        served.map(({ name, functionArn }) => [name, integration(functionArn, props)]),
      ),
    },
  };
}

/**
 * Any page may call (CORS), because only a token in a header identifies the caller, never a cookie. Signed requests
 * come from servers.
 */
function corsFor(allowOrigins: readonly string[]) {
  return {
    allowOrigins,
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"],
    allowHeaders: ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match"],
    exposeHeaders: [
      "etag",
      "retry-after",
      "x-request-id",
      "idempotent-replayed",
      "location",
      "link",
      "content-disposition",
      "x-codes-issued",
      "x-next-cursor",
    ],
    maxAge: 86_400,
  };
}

function authorizer({ issuer, audience }: TokenRules) {
  return {
    type: "oauth2",
    "x-amazon-apigateway-authorizer": {
      type: "jwt",
      identitySource: "$request.header.Authorization",
      jwtConfiguration: { issuer, audience },
    },
  };
}

function integration(functionArn: string, { partition, region, roleArn }: DefinitionProps) {
  return {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    credentials: roleArn,
    payloadFormatVersion: "2.0",
  };
}

type Paths = { [path: string]: { [method: string]: object } };

/**
 * Operations with one route share a function: see `routeKey`. HEAD gets its own exact route. A route for ANY or
 * `/v1/{proxy+}` would ask for tokens on unknown paths and preflights.
 */
function pathsOf(served: readonly Served[]): Paths {
  const paths: Paths = {};
  for (const { name, operations, fallback } of served) {
    for (const operation of operations) {
      for (const key of routeKeys(operation)) {
        const [method = "", path = ""] = key.split(" ");
        paths[path] ??= {};
        paths[path][method.toLowerCase()] ??= route(name, path, operation.auth);
      }
    }
    if (fallback)
      paths.$default = { "x-amazon-apigateway-any-method": { isDefaultRoute: true, ...route(name, "", "public") } };
  }
  return paths;
}

function routeKeys(operation: Operation): string[] {
  return methodsOf(operation).map((method) => routeKey({ ...operation, method }));
}

/** The settings of the stage for the dear routes, as CloudFormation writes them. No route has more than the whole API. */
export function throttlesOf(settings: Settings, served: readonly Served[]): object {
  const own = {
    ThrottlingRateLimit: Math.min(settings.dearRequestsPerSecond, settings.requestsPerSecond),
    ThrottlingBurstLimit: Math.min(settings.dearBurst, settings.burst),
  };
  const dear = served.filter((each) => each.dear).flatMap(({ operations }) => operations.flatMap(routeKeys));
  return Object.fromEntries([...new Set(dear)].map((key) => [key, own]));
}

function route(name: string, path: string, auth: Operation["auth"]) {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
  return {
    ...(parameters.length > 0 && {
      parameters: parameters.map((parameter) => ({
        name: parameter,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
    }),
    ...((auth === "account" || auth === "staff") && { security: [{ tokens: [] }] }),
    responses: { default: { description: "See the API's own description" } },
    "x-amazon-apigateway-integration": { $ref: `#/components/x-amazon-apigateway-integrations/${name}` },
  };
}
