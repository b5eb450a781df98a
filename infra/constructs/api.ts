import { Lazy, Names, Stack, Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { CfnApi, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type * as lambda from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { apiDefinition, type Served, type TokenRules, throttlesOf } from "./api-definition.ts";
import { Domain } from "./domain.ts";
import { keptOnceMade } from "./removal.ts";
import { alarmPeriod, total } from "./watches.ts";

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

export type ApiProps = {
  readonly settings: Settings;
  readonly tokens: TokenRules;
  readonly labels: { readonly [name: string]: string };
};

/** The HTTP API: a `$default` stage, a JWT authorizer, and a route for each operation. */
export class Api extends Construct {
  readonly #api: CfnApi;
  readonly #served: Served[] = [];
  /** The gateway's role may invoke these functions only. */
  readonly #routed = new PolicyStatement({ actions: ["lambda:InvokeFunction"] });

  constructor(scope: Construct, { settings, tokens, labels }: ApiProps) {
    super(scope, "Api");
    // One role for all integrations: the usual permission of a function does not cover `$default`.
    const invoker = new Role(this, "Invoker", {
      assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
      inlinePolicies: { invoke: new PolicyDocument({ statements: [this.#routed] }) },
    });
    const { region, partition } = Stack.of(this);
    const title = Names.uniqueResourceName(this, { maxLength: 64 });
    const { allowedOrigins } = settings;
    const props = { allowedOrigins, tokens, labels, title, region, partition, roleArn: invoker.roleArn };
    this.#api = new CfnApi(this, "HttpApi", { body: Lazy.any({ produce: () => apiDefinition(props, this.#served) }) });
    const stage = this.#stage(settings);
    if (settings.domain === undefined) return;
    new Domain(this, { ...settings.domain, apiId: this.#api.ref, stageName: stage.ref });
  }

  #stage(settings: Settings): CfnStage {
    const { logRetentionDays, requestsPerSecond, burst } = settings;
    const logGroup = new LogGroup(this, "AccessLog", { retention: logRetentionDays, removalPolicy: keptOnceMade });
    const stage = new CfnStage(this, "Stage", {
      apiId: this.#api.ref,
      stageName: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: burst },
      routeSettings: Lazy.any({ produce: () => throttlesOf(settings, this.#served) }),
      accessLogSettings: {
        destinationArn: logGroup.logGroupArn,
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)).toString(),
      },
    });
    Validations.of(stage).acknowledge({
      id: "Serverless-APIGWXrayEnabled",
      reason: "HTTP APIs have no X-Ray tracing.",
    });
    return stage;
  }

  get serverErrors(): Metric {
    return new Metric({
      namespace: "AWS/ApiGateway",
      metricName: "5xx",
      dimensionsMap: { ApiId: this.#api.ref },
      period: alarmPeriod,
      statistic: total,
    });
  }

  get url(): string {
    return this.#api.attrApiEndpoint;
  }

  serve({ functionArn }: lambda.Function, served: Omit<Served, "functionArn">): void {
    this.#routed.addResources(functionArn);
    this.#served.push({ ...served, functionArn });
  }
}
