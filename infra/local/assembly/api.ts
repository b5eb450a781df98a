import type * as z from "zod";
import { type Permissions, routeArn } from "../aws/iam/permissions.ts";
import {
  apiShape,
  type authorizer,
  type CorsShape,
  type Definition,
  type RouteShape,
  stageShape,
} from "./api-shapes.ts";
import type { Template } from "./template-resources.ts";

export type RouteThrottle = { readonly requestsPerSecond: number; readonly burst: number };

export type TokenRules = { readonly issuer: string; readonly audience: readonly string[] };

export type RouteDefinition = {
  /** `GET /v1/orders/{orderId}`, or `$default`. */
  readonly key: string;
  readonly functionArn: string;
  /** Whether the gateway may invoke the function: by its integration's role, or because the function permits it. */
  readonly isPermitted: boolean;
  /** Rules for tokens. Without them, anyone may call. */
  readonly tokens?: TokenRules;
  /** Limits of its own, over all callers. */
  readonly throttle?: RouteThrottle;
};

export type ApiDefinition = {
  readonly routes: readonly RouteDefinition[];
  readonly tokens: readonly TokenRules[];
  readonly cors: CorsShape | undefined;
};

/** The API of each `AWS::ApiGatewayV2::Api`. Throws for a route whose integration or authorizer is missing. */
export function readApis(template: Template, permissions: Permissions): ApiDefinition[] {
  const described = template.all("AWS::ApiGatewayV2::Stage", stageShape, (_, shape) => shape);
  const stages = described.map(({ StageName: name }) => name);
  const throttles = throttlesIn(described);
  return template.all("AWS::ApiGatewayV2::Api", apiShape, (id, { Body: body }) => {
    const mayInvoke = (functionArn: string, role: string | undefined, key: string) =>
      role === undefined
        ? stages.every((stage) => permissions.functionAllows(functionArn, gateway, routeArn(id, stage, key)))
        : permissions.roleAllows(role, gateway, "lambda:InvokeFunction", functionArn);
    const withThrottle = (found: RouteDefinition): RouteDefinition => {
      const throttle = throttles.get(found.key);
      return throttle === undefined ? found : { ...found, throttle };
    };
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, shape]) => withThrottle(routeOf(body, path, method, shape, mayInvoke))),
    );
    const unknown = [...throttles.keys()].filter((key) => !routes.some((each) => each.key === key));
    if (unknown.length > 0) throw new Error(`The stage throttles ${unknown.join()}, which the API does not have`);
    const tokens = Object.values(body.components.securitySchemes).map(tokensOf);
    return { routes, tokens, cors: body["x-amazon-apigateway-cors"] };
  });
}

function throttlesIn(stages: readonly z.infer<typeof stageShape>[]): ReadonlyMap<string, RouteThrottle> {
  const settings = stages.flatMap(({ RouteSettings: routes = {} }) => Object.entries(routes));
  return new Map(
    settings.map(([key, { ThrottlingRateLimit: requestsPerSecond, ThrottlingBurstLimit: burst }]) => [
      key,
      { requestsPerSecond, burst },
    ]),
  );
}

const gateway = "apigateway.amazonaws.com";

type MayInvoke = (functionArn: string, role: string | undefined, key: string) => boolean;

function routeOf(body: Definition, path: string, method: string, shape: RouteShape, mayInvoke: MayInvoke) {
  const key = shape.isDefaultRoute === true ? path : `${method.toUpperCase()} ${path}`;
  const { uri, credentials } = integrationOf(body, key, shape);
  const functionArn = /\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  if (functionArn === undefined) throw new Error(`The integration of ${key} calls no function: ${uri}`);
  const found = { key, functionArn, isPermitted: mayInvoke(functionArn, credentials, key) };
  if (shape.security === undefined) return found;
  const [name = ""] = Object.keys(shape.security[0]);
  const scheme = body.components.securitySchemes[name];
  if (scheme === undefined) throw new Error(`Route ${key} names an authorizer that the template does not have`);
  return { ...found, tokens: tokensOf(scheme) };
}

function integrationOf({ components }: Definition, key: string, shape: RouteShape) {
  const { $ref } = shape["x-amazon-apigateway-integration"];
  const name = $ref.replace("#/components/x-amazon-apigateway-integrations/", "");
  const found = components["x-amazon-apigateway-integrations"][name];
  if (found === undefined) throw new Error(`Route ${key} leads to an integration that the template does not have`);
  return found;
}

function tokensOf(scheme: z.infer<typeof authorizer>): TokenRules {
  return scheme["x-amazon-apigateway-authorizer"].jwtConfiguration;
}
