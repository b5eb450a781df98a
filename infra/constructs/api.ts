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

/** What an access-log line tells; never an address, a token or a query. */
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
 * What pages of other origins may send and read (CORS). Who calls is known by a token in a header and by nothing that a
 * browser adds by itself, so any page may call, without credentials. Signed requests come from servers alone.
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

/** The HTTP API: one `$default` stage, a JWT authorizer, and a route for each operation of a step. */
export class Api extends Construct {
  readonly #api: HttpApi;
  readonly #authorizer: CfnAuthorizer;
  /** Operations that share a route are served by one function: see `routeKey`. */
  readonly #keys = new Set<string>();
  /** The functions that have a route: what the gateway's role may invoke, and nothing else. */
  readonly #routed = new PolicyStatement({ actions: ["lambda:InvokeFunction"] });
  /**
   * Every integration calls its function with this role. A permission for each function would cost a resource each, and the
   * usual one, for all stages, methods and paths, does not cover `$default`, which has neither method nor path.
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

  /** How many requests were answered with 500 or more, whether a function said so or could not answer. */
  get serverErrors(): Metric {
    return this.#api.metricServerError({ period: alarmPeriod, statistic: total });
  }

  get url(): string {
    return this.#api.apiEndpoint;
  }

  /** Sends these operations, and whatever no route matches if `fallback` is set, to a function. */
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
   * HEAD has a route of its own beside each GET. One for all of `/v1/{proxy+}`, or ANY, would cost fewer resources, but ask for
   * a token where nothing is, and of a browser's preflight: exact routes keep 404, 405 and OPTIONS as they are.
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
