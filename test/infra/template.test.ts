import { expect, test } from "vitest";
import * as z from "zod";
import { type Step, steps } from "../../infra/steps.ts";
import { type Operation, routeKey } from "../../shared/contract/operation.ts";
import { Described } from "../support/described.ts";
import { describedAs, ofType, synthesize, synthesizeAnew } from "./synthesis.ts";

const { resources, text } = synthesize();

const operations: readonly Operation[] = steps.flatMap(({ trigger }) => ("http" in trigger ? trigger.http : []));

const routeShape = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.string(),
  AuthorizerId: z.unknown().optional(),
});

function routes() {
  return [...ofType(resources, "AWS::ApiGatewayV2::Route").values()].map((each) => routeShape.parse(each));
}

test("the stack holds at most 495 resources: CloudFormation takes 500", () => {
  expect(Object.keys(resources).length).toBeLessThanOrEqual(495);
});

test("every operation has its route, a GET one for HEAD too, a file that of its thing, and nothing else has but the fallback", () => {
  const keys = routes().map((route) => route.RouteKey);
  const fallback = steps.some(({ trigger }) => "http" in trigger && trigger.fallback === true) ? ["$default"] : [];

  expect(keys.sort()).toEqual([...new Set(operations.flatMap(keysOf)), ...fallback].sort());
});

test("the API's description has every route but the fallback, asking for a token where the route does, and no other", () => {
  const deployed = routes()
    .filter(({ RouteKey }) => RouteKey !== "$default")
    .map(({ RouteKey, AuthorizationType }) => `${RouteKey}, ${AuthorizationType === "JWT" ? "token" : "none"}`);
  const described = new Set(
    new Described().operations.flatMap((each) =>
      keysOf(each).map((key) => `${key}, ${each.security === "token" ? "token" : "none"}`),
    ),
  );

  expect([...described].sort()).toEqual(deployed.sort());
});

test("a route asks for a token exactly where its operation is for accounts or staff", () => {
  const all = routes();
  for (const operation of operations) {
    const needsToken = operation.auth === "account" || operation.auth === "staff";
    for (const key of keysOf(operation)) {
      const route = all.find((each) => each.RouteKey === key);

      expect(route?.AuthorizationType, key).toBe(needsToken ? "JWT" : "NONE");
      expect(route?.AuthorizerId !== undefined, key).toBe(needsToken);
    }
  }
});

/** The routes of an operation: a GET also needs a HEAD route (RFC 9110, 9.3.2). */
function keysOf({ method, path }: { readonly method: string; readonly path: string }): string[] {
  const methods = method === "GET" ? ["GET", "HEAD"] : [method];
  return methods.map((each) => routeKey({ method: each, path }));
}

test("the authorizer checks the issuer and the audience of the deployment's settings", () => {
  const other = synthesize({ issuer: "https://login.example.com/realm", audience: "web, mobile" }).resources;
  const [authorizer] = ofType(other, "AWS::ApiGatewayV2::Authorizer").values();

  expect(authorizer).toMatchObject({
    AuthorizerType: "JWT",
    IdentitySource: ["$request.header.Authorization"],
    JwtConfiguration: { Issuer: "https://login.example.com/realm", Audience: ["web", "mobile"] },
  });
});

test("pages of any origin may call, or of those alone that the deployment names, and never with credentials", () => {
  const [any] = ofType(resources, "AWS::ApiGatewayV2::Api").values();
  const allowedOrigins = "https://app.example.org, http://localhost:5173";
  const [some] = ofType(synthesize({ allowedOrigins }).resources, "AWS::ApiGatewayV2::Api").values();

  expect(any?.CorsConfiguration).toEqual({
    AllowOrigins: ["*"],
    AllowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"],
    AllowHeaders: ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match"],
    ExposeHeaders: ["etag", "retry-after", "x-request-id", "idempotent-replayed", "location", "link"],
    MaxAge: 86_400,
  });
  expect(some).toMatchObject({
    CorsConfiguration: { AllowOrigins: ["https://app.example.org", "http://localhost:5173"] },
  });
});

test("the table can be restored, cannot be deleted, and outlives the stack", () => {
  const tables = Object.values(resources).filter(({ Type: type }) => type === "AWS::DynamoDB::Table");

  expect(tables).toHaveLength(1);
  expect(tables[0]).toMatchObject({
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    },
  });
});

test("the table has the indexes that the store reads", () => {
  const [table] = ofType(resources, "AWS::DynamoDB::Table").values();

  expect(table).toMatchObject({
    GlobalSecondaryIndexes: [
      { IndexName: "by-owner", Projection: { ProjectionType: "ALL" } },
      { IndexName: "by-due", Projection: { ProjectionType: "KEYS_ONLY" } },
      { IndexName: "by-work", Projection: { ProjectionType: "KEYS_ONLY" } },
      { IndexName: "by-kind", Projection: { ProjectionType: "KEYS_ONLY" } },
      { IndexName: "by-name", Projection: { ProjectionType: "KEYS_ONLY" } },
      { IndexName: "by-status-list", Projection: { ProjectionType: "KEYS_ONLY" } },
      { IndexName: "by-tail", Projection: { ProjectionType: "KEYS_ONLY" } },
      { IndexName: "by-email", Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
  });
});

test("each step is one function with its own memory, time-out and log that ends", () => {
  const functions = [...ofType(resources, "AWS::Lambda::Function").values()];
  const retentions = [...ofType(resources, "AWS::Logs::LogGroup").values()].map((each) => each.RetentionInDays);

  expect(functions.map((each) => each.Description).sort()).toEqual(steps.map(describedAs).sort());
  expect(retentions).toEqual(Array.from({ length: steps.length + 1 }, () => 90));
  for (const step of steps) {
    expect(functionOf(step)).toMatchObject({
      Architectures: ["arm64"],
      Handler: "index.handler",
      LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
      MemorySize: step.memoryMegabytes,
      Runtime: "nodejs24.x",
      Timeout: step.timeoutSeconds,
    });
  }
});

test("a function knows the staff group that the deployment names where it reads tokens, and nowhere else", () => {
  const functions = ofType(synthesize({ staffGroup: "/programme-staff" }).resources, "AWS::Lambda::Function");
  for (const { Description, Environment } of functions.values()) {
    const trigger = steps.find(({ name }) => String(Description).startsWith(`certrail: ${name}.`))?.trigger;
    const auths: string[] = trigger !== undefined && "http" in trigger ? trigger.http.map(({ auth }) => auth) : [];
    const readsTokens = auths.includes("account") || auths.includes("staff");
    const { STAFF_GROUP } = Object(Environment).Variables;
    expect(STAFF_GROUP, String(Description)).toBe(readsTokens ? "/programme-staff" : undefined);
  }
});

test("a step that answers HTTP ends before the gateway stops waiting", () => {
  for (const { name, trigger, timeoutSeconds } of steps) {
    if ("http" in trigger) expect(timeoutSeconds, name).toBeLessThan(30);
  }
});

test("each function says what its failure costs a person, in as many characters as Lambda takes", () => {
  for (const step of steps) {
    expect(functionOf(step)?.Description, step.name).toContain(step.failure);
    expect(describedAs(step).length, step.name).toBeLessThanOrEqual(256);
  }
});

test("alarms ring at faults of ours, at 5xx that stay, at what came to no function, and at a stream or a schedule that stops", () => {
  const alarms = [...ofType(resources, "AWS::CloudWatch::Alarm").values()].map(
    ({ MetricName, ComparisonOperator, Threshold, EvaluationPeriods, TreatMissingData }) =>
      [MetricName, ComparisonOperator, Threshold, EvaluationPeriods, TreatMissingData].join(" "),
  );
  const atFirst = "GreaterThanThreshold 0 1 notBreaching";
  const jobs = steps.filter(({ trigger }) => !("http" in trigger));
  const onStream = jobs.filter(({ trigger }) => "stream" in trigger);

  expect(alarms.sort()).toEqual(
    [
      `faults ${atFirst}`,
      "5xx GreaterThanThreshold 0 2 notBreaching",
      "Invocations LessThanThreshold 1 3 breaching",
      ...jobs.map(() => `ApproximateNumberOfMessagesVisible ${atFirst}`),
      ...onStream.map(() => "IteratorAge GreaterThanThreshold 300000 1 notBreaching"),
    ].sort(),
  );
});

test("alarms tell the topic that the deployment names", () => {
  const alarmTopicArn = "arn:aws:sns:eu-central-1:111122223333:on-call";
  const alarms = [...ofType(synthesize({ alarmTopicArn }).resources, "AWS::CloudWatch::Alarm").values()];

  for (const alarm of alarms) expect(alarm.AlarmActions).toEqual([alarmTopicArn]);
});

test("a scheduled step runs with the instant it was due, and what fails is kept", () => {
  const schedules = [...ofType(resources, "AWS::Scheduler::Schedule").values()];
  const expected = steps.flatMap(({ trigger }) => ("schedule" in trigger ? [trigger.schedule] : []));

  expect(schedules.map((each) => each.ScheduleExpression).sort()).toEqual(expected.sort());
  for (const schedule of schedules) {
    expect(schedule).toMatchObject({
      Target: { Input: '{"time":"<aws.scheduler.scheduled-time>"}', DeadLetterConfig: { Arn: expect.anything() } },
    });
  }
});

const patterns = {
  "issue-batch": { eventName: ["INSERT"], dynamodb: { NewImage: { kind: { S: ["batch"] } } } },
  // Patterns end at a scalar, because `exists` never matches a list or an object.
  "send-mail": {
    eventName: ["INSERT"],
    dynamodb: { NewImage: { mail: { L: { M: { to: { S: [{ exists: true }] } } } } } },
  },
} as const;

test("a step on the stream gets what its filter asks for alone, from the oldest on, and is retried from where it failed", () => {
  const mappings = [...ofType(resources, "AWS::Lambda::EventSourceMapping").values()];
  const onStream = steps.filter(({ trigger }) => "stream" in trigger).map(({ name }) => name);

  expect(onStream.sort()).toEqual(Object.keys(patterns).sort());
  expect(mappings).toHaveLength(onStream.length);
  expect(new Set(mappings.map((each) => JSON.stringify(each.FunctionName))).size).toBe(onStream.length);
  for (const pattern of Object.values(patterns)) {
    expect(mappings).toContainEqual(
      expect.objectContaining({
        DestinationConfig: { OnFailure: { Destination: expect.anything() } },
        FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] },
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        StartingPosition: "TRIM_HORIZON",
      }),
    );
  }
});

test("the same list gives the same template", () => {
  expect(synthesizeAnew().text).toBe(text);
});

function functionOf(step: Step) {
  const functions = [...ofType(resources, "AWS::Lambda::Function").values()];
  return functions.find((each) => each.Description === describedAs(step));
}
