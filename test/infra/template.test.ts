import { expect, test } from "vitest";
import { type Step, steps } from "../../infra/steps.ts";
import type { Operation } from "../../shared/contract/operation.ts";
import { routeKey } from "../../shared/contract/routes.ts";
import { ownDescription } from "../support/described.ts";
import {
  dearRoutes,
  definitionIn,
  describedAs,
  few,
  ofType,
  routesIn,
  synthesize,
  synthesizeAnew,
} from "./synthesis.ts";

const { resources, state, text } = synthesize();

const operations: readonly Operation[] = steps.flatMap(({ trigger }) => ("http" in trigger ? trigger.http : []));

const perStep = 3;

test("a step takes 3 of the 350 resources that the service stack may have, and 30 more steps fit", () => {
  const present = Object.keys(resources).length;
  expect(present + 30 * perStep).toBeLessThanOrEqual(350);
  const fewer = synthesize({}, steps.slice(1)).resources;
  expect(present - Object.keys(fewer).length).toBe(perStep);
});

test("a first deployment that fails leaves nothing, and what is kept later is not deleted with its stack", () => {
  const policies = [...Object.values(resources), ...Object.values(state.resources)].map((each) => each.DeletionPolicy);

  expect(new Set(policies)).toEqual(new Set([undefined, "RetainExceptOnCreate"]));
  const logs = Object.values(resources).filter(({ Type: type }) => type === "AWS::Logs::LogGroup");
  expect(new Set(logs.map((each) => each.DeletionPolicy))).toEqual(new Set(["RetainExceptOnCreate"]));
});

test("every operation has its route, a GET one for HEAD too, a file that of its thing, and nothing else has but the fallback", () => {
  const keys = routesIn(resources).map(({ key }) => key);
  const fallback = steps.some(({ trigger }) => "http" in trigger && trigger.fallback === true) ? ["$default"] : [];

  expect(keys.sort()).toEqual([...new Set(operations.flatMap(keysOf)), ...fallback].sort());
});

test("operations that share a route are in one function, because a route leads to one", () => {
  const leading = steps.flatMap(({ name, trigger }) =>
    "http" in trigger ? [...new Set(trigger.http.flatMap(keysOf))].map((key) => [key, name] as const) : [],
  );
  const more = leading.filter(([key], at) => leading.findIndex(([other]) => other === key) !== at);

  expect(more).toEqual([]);
});

test("the API's description has every route but the fallback, asking for a token where the route does, and no other", () => {
  const deployed = routesIn(resources)
    .filter(({ key }) => key !== "$default")
    .map(({ key, needsToken }) => `${key}, ${needsToken ? "token" : "none"}`);
  const described = new Set(
    ownDescription().operations.flatMap((each) =>
      keysOf(each).map((key) => `${key}, ${each.security === "token" ? "token" : "none"}`),
    ),
  );

  expect([...described].sort()).toEqual(deployed.sort());
});

test("a route asks for a token exactly where its operation is for accounts or staff", () => {
  const all = routesIn(resources);
  for (const operation of operations) {
    const needsToken = operation.auth === "account" || operation.auth === "staff";
    for (const key of keysOf(operation)) {
      expect(all.find((each) => each.key === key)?.needsToken, key).toBe(needsToken);
    }
  }
});

/** The routes of an operation: a GET also needs a HEAD route (RFC 9110, 9.3.2). */
function keysOf({ method, path }: { readonly method: string; readonly path: string }): string[] {
  const methods = method === "GET" ? ["GET", "HEAD"] : [method];
  return methods.map((each) => routeKey({ method: each, path }));
}

test("the authorizer checks the issuer and the audience of the deployment's settings", () => {
  const other = synthesize({ issuer: "https://login.example.com/realm", audience: ["web", "mobile"] }).resources;

  expect(definitionIn(other).components.securitySchemes.tokens?.["x-amazon-apigateway-authorizer"]).toEqual({
    type: "jwt",
    identitySource: "$request.header.Authorization",
    jwtConfiguration: { issuer: "https://login.example.com/realm", audience: ["web", "mobile"] },
  });
});

test("pages of any origin may call, or of those alone that the deployment names, and never with credentials", () => {
  const allowedOrigins = ["https://app.example.org", "http://localhost:5173"];
  const corsOf = (of: typeof resources) => definitionIn(of)["x-amazon-apigateway-cors"];

  expect(corsOf(resources)).toEqual({
    allowOrigins: ["*"],
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
  });
  expect(corsOf(synthesize({ allowedOrigins }).resources)).toMatchObject({ allowOrigins: allowedOrigins });
});

test("no stack imports what it exports itself, which a first deployment would not find", () => {
  const imports = (of: string) => [...of.matchAll(/"Fn::ImportValue": ?"([^"]+)"/g)].map(([, name]) => name);
  expect(imports(text).length).toBeGreaterThan(0);
  expect(imports(state.text)).toEqual([]);
});

test("a dear route has a throttle of its own, which is never above that of the whole API", () => {
  const limitsOf = (changes: Parameters<typeof synthesize>[0]) => {
    const dear = steps.filter(({ name }) =>
      ["draw-badge", "print-certificate", "order-batch", "verify-certificate"].includes(name),
    );
    const stages = ofType(synthesize(changes, [...dear, ...few]).resources, "AWS::ApiGatewayV2::Stage");
    return Object([...stages.values()][0]).RouteSettings;
  };
  const limited = limitsOf({ dearRequestsPerSecond: 20, dearBurst: 30 });

  expect(Object.keys(limited).sort()).toEqual(dearRoutes);
  for (const each of Object.values(limited))
    expect(each).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 30 });
  for (const each of Object.values(limitsOf({ requestsPerSecond: 1, burst: 2 }))) {
    expect(each).toEqual({ ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 });
  }
});

test("the table can be restored, cannot be deleted, and outlives the stack", () => {
  const tables = Object.values(state.resources).filter(({ Type: type }) => type === "AWS::DynamoDB::Table");

  expect(tables).toHaveLength(1);
  expect(tables[0]).toMatchObject({
    DeletionPolicy: "RetainExceptOnCreate",
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
  const [table] = ofType(state.resources, "AWS::DynamoDB::Table").values();

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

test("a function that counts guesses by address knows the header in which the CDN names it, if there is one", () => {
  const headersIn = (changes: Parameters<typeof synthesize>[0]) =>
    [...ofType(synthesize(changes, few).resources, "AWS::Lambda::Function").values()].map(
      ({ Description, Environment }) =>
        [String(Description).split(".")[0], Object(Environment).Variables.VIEWER_ADDRESS_HEADER] as const,
    );

  expect(headersIn({ viewerAddressHeader: "cf-connecting-ip" })).toEqual([
    ["certrail: register", "cf-connecting-ip"],
    ["certrail: send-mail", undefined],
  ]);
  expect(headersIn({}).map(([, header]) => header)).toEqual([undefined, undefined]);
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

test("alarms tell the address that the deployment names, and without one nobody", () => {
  const { resources: told } = synthesize({ alarmAddress: "on-call@example.com" });
  const [topic] = ofType(told, "AWS::SNS::Topic").keys();
  const [subscription] = ofType(told, "AWS::SNS::Subscription").values();

  expect(subscription).toMatchObject({ Protocol: "email", Endpoint: "on-call@example.com", TopicArn: { Ref: topic } });
  for (const alarm of ofType(told, "AWS::CloudWatch::Alarm").values())
    expect(alarm.AlarmActions).toEqual([{ Ref: topic }]);
  for (const alarm of ofType(resources, "AWS::CloudWatch::Alarm").values()) expect(alarm.AlarmActions).toBeUndefined();
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
  // A pattern ends at a single value of the item itself, because no other is promised to be found.
  "send-mail": { eventName: ["INSERT"], dynamodb: { NewImage: { mails: { N: [{ exists: true }] } } } },
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
        MaximumRetryAttempts: 60,
        MaximumRecordAgeInSeconds: 21_600,
        BisectBatchOnFunctionError: true,
        StartingPosition: "TRIM_HORIZON",
      }),
    );
  }
});

test("SES sends bounces and complaints of the stack's own configuration set to the step that hears them, and keeps no list of its own", () => {
  const [[set = "", settings] = []] = ofType(resources, "AWS::SES::ConfigurationSet");
  const [destination] = ofType(resources, "AWS::SES::ConfigurationSetEventDestination").values();
  const [rule] = ofType(resources, "AWS::Events::Rule").values();

  expect(settings).toMatchObject({ SuppressionOptions: { SuppressedReasons: [] } });
  expect(destination).toMatchObject({
    ConfigurationSetName: { Ref: set },
    EventDestination: { Enabled: true, MatchingEventTypes: ["bounce", "complaint"] },
  });
  expect(rule).toMatchObject({
    EventPattern: {
      source: ["aws.ses"],
      "detail-type": ["Email Bounced", "Email Complaint Received"],
      detail: { mail: { tags: { "ses:configuration-set": [{ Ref: set }] } } },
    },
    Targets: [{ DeadLetterConfig: { Arn: expect.anything() } }],
  });
});

test("the same list gives the same template", () => {
  expect(synthesizeAnew().text).toBe(text);
});

function functionOf(step: Step) {
  const functions = [...ofType(resources, "AWS::Lambda::Function").values()];
  return functions.find((each) => each.Description === describedAs(step));
}
