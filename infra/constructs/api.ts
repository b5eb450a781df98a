import { Duration, Names, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CfnAuthorizer,
  CfnIntegration,
  CfnRoute,
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { methodsOf, type Operation, routeKey } from "../../shared/contract/operation.ts";
import type { Settings } from "../settings.ts";
import { alarmPeriod, total } from "./alarms.ts";

/** Never an address, a token or a query. */
const accessLogFields = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  milliseconds: "$context.responseLatency",
  integrationMilliseconds: "$context.integrationLatency",
  bytes: "$context.responseLength",
  authorizerError: "$context.authorizer.error",
  integrationError: "$context.integrationErrorMessage",
} as const;

/**
 * Pages of any origin may call (CORS), because only a token in a header identifies the caller, never a cookie. Signed
 * requests come from servers.
 */
function corsFor(allowOrigins: string[]): CorsPreflightOptions {
  const { GET, POST, PUT, PATCH, DELETE, HEAD } = CorsHttpMethod;
  return {
    allowOrigins,
    allowMethods: [GET, POST, PUT, PATCH, DELETE, HEAD],
    allowHeaders: ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match"],
    exposeHeaders: ["etag", "retry-after", "x-request-id", "idempotent-replayed", "location", "link"],
    maxAge: Duration.days(1),
  };
}

/** The HTTP API: a `$default` stage, a JWT authorizer, and a route for each operation. */
export class Api extends Construct {
  readonly #api: HttpApi;
  readonly #authorizer: CfnAuthorizer;
  /** Operations with one route share a function: see `routeKey`. */
  readonly #keys = new Set<string>();
  /** The gateway's role may invoke these functions only. */
  readonly #routed = new PolicyStatement({ actions: ["lambda:InvokeFunction"] });
  /**
   * One role for all integrations. Permissions on functions would need a resource each, and their usual pattern does
   * not cover `$default`.
   */
  readonly #invoker: Role;

  constructor(scope: Construct, settings: Settings) {
    super(scope, "Api");
    this.#api = new HttpApi(this, "HttpApi", {
      apiName: Names.uniqueResourceName(this, { maxLength: 64 }),
      createDefaultStage: false,
      corsPreflight: corsFor(settings.allowedOrigins),
    });
    this.#invoker = new Role(this, "Invoker", {
      assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
      inlinePolicies: { invoke: new PolicyDocument({ statements: [this.#routed] }) },
    });
    this.#authorizer = new CfnAuthorizer(this, "Tokens", {
      apiId: this.#api.apiId,
      name: "tokens",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: settings.issuer, audience: [...settings.audience] },
    });
    const logGroup = new LogGroup(this, "AccessLog", { retention: settings.logRetentionDays });
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.#api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: settings.requestsPerSecond, burstLimit: settings.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    Validations.of(stage).acknowledge({
      id: "Serverless-APIGWXrayEnabled",
      reason: "HTTP APIs have no X-Ray tracing.",
    });
  }

  get serverErrors(): Metric {
    return this.#api.metricServerError({ period: alarmPeriod, statistic: total });
  }

  get url(): string {
    return this.#api.apiEndpoint;
  }

  /** `fallback` also sends what no route matches. */
  serve(name: string, target: lambda.Function, operations: readonly Operation[], fallback: boolean): void {
    const integration = this.#integration(name, target);
    for (const operation of operations) this.#route(operation, integration);
    if (!fallback) return;
    const route = this.#publicRoute("fallback", "$default", integration);
    acknowledgePublic(route, "It answers what no other route matches: the public pages, and 404.");
  }

  #integration(name: string, target: lambda.Function): string {
    this.#routed.addResources(target.functionArn);
    const integration = new CfnIntegration(this, `${name}-integration`, {
      apiId: this.#api.apiId,
      integrationType: "AWS_PROXY",
      integrationUri: target.functionArn,
      credentialsArn: this.#invoker.roleArn,
      payloadFormatVersion: "2.0",
    });
    return `integrations/${integration.ref}`;
  }

  /**
   * HEAD gets its own exact route. A route for ANY or `/v1/{proxy+}` would ask for tokens on unknown paths and
   * preflights.
   */
  #route(operation: Operation, target: string): void {
    for (const method of methodsOf(operation)) {
      const key = routeKey({ ...operation, method });
      if (this.#keys.has(key)) continue;
      this.#keys.add(key);
      this.#routeOf(method === operation.method ? operation.id : `${operation.id}-${method}`, key, operation, target);
    }
  }

  #routeOf(id: string, key: string, { auth }: Operation, target: string): void {
    if (auth === "account" || auth === "staff") {
      const authorizerId = this.#authorizer.ref;
      const apiId = this.#api.apiId;
      new CfnRoute(this, id, { apiId, routeKey: key, target, authorizationType: "JWT", authorizerId });
      return;
    }
    const route = this.#publicRoute(id, key, target);
    const reason = {
      public: "Anyone may call this operation; the contract says so.",
      signed: "The caller signs the message (Standard Webhooks); the function checks that first.",
    } as const;
    acknowledgePublic(route, reason[auth]);
  }

  #publicRoute(id: string, key: string, target: string): CfnRoute {
    return new CfnRoute(this, id, { apiId: this.#api.apiId, routeKey: key, target, authorizationType: "NONE" });
  }
}

function acknowledgePublic(route: CfnRoute, reason: string): void {
  Validations.of(route).acknowledge({ id: "AwsSolutions-APIG4", reason });
}
