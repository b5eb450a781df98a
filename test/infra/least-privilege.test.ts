import { expect, test } from "vitest";
import * as z from "zod";
import { secretVariable } from "../../infra/constructs/secrets.ts";
import { type Step, steps } from "../../infra/steps.ts";
import { definitionIn, describedAs, ofType, synthesize } from "./synthesis.ts";

const { resources, state } = synthesize({ mailFrom: "post@mail.example.com" });

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const policyShape = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({ Effect: z.literal("Allow"), Action: list, Resource: z.unknown(), Condition: z.unknown().optional() }),
    ),
  }),
  Roles: z.array(z.object({ Ref: z.string() })),
});

const rolePolicies = z.object({ Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]) });

const functionShape = z.object({
  Role: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** Every policy, inside a role or attached to one. */
const policies = [
  ...[...ofType(resources, "AWS::IAM::Role")].flatMap(([Ref, role]) =>
    rolePolicies.parse(role).Policies.map((each) => policyShape.parse({ ...each, Roles: [{ Ref }] })),
  ),
  ...[...ofType(resources, "AWS::IAM::Policy").values()].map((each) => policyShape.parse(each)),
];

const gateway = gatewayRole();

const [tableId = ""] = ofType(state.resources, "AWS::DynamoDB::Table").keys();

const outputs = z
  .object({
    Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() })),
  })
  .parse(JSON.parse(state.text)).Outputs;

/** How the service stack names an attribute of the state's table. */
function imported(attribute: string) {
  const value = JSON.stringify({ "Fn::GetAtt": [tableId, attribute] });
  const found = Object.values(outputs).find((each) => JSON.stringify(each.Value) === value);
  return { "Fn::ImportValue": found?.Export?.Name };
}

const tableArn = imported("Arn");

function functionOf(step: Step) {
  const functions = [...ofType(resources, "AWS::Lambda::Function").values()];
  return functionShape.parse(functions.find((each) => each.Description === describedAs(step)));
}

function statementsOf(step: Step) {
  const [role] = functionOf(step).Role["Fn::GetAtt"];
  return policies
    .filter((policy) => policy.Roles.some((each) => each.Ref === role))
    .flatMap((each) => each.PolicyDocument.Statement);
}

test.each(steps.map((step) => [step.name, step] as const))(
  "%s may do to the table what its step lists, and nothing else",
  (_, step) => {
    const onTable = statementsOf(step).filter(({ Action: actions }) =>
      actions.some((action) => action.startsWith("dynamodb:")),
    );
    const allowed = onTable.flatMap(({ Action: actions, Resource: on }) =>
      actions.map((action) => [action, on] as const),
    );
    const indexes = step.indexes.map((name) => ({ "Fn::Join": ["", [tableArn, `/index/${name}`]] }));
    const expected = [
      ...step.table.map((action) => [`dynamodb:${action}`, tableArn] as const),
      ...(step.indexes.length === 0 ? [] : [["dynamodb:Query", indexes.length === 1 ? indexes[0] : indexes] as const]),
      ...("stream" in step.trigger ? streamReading() : []),
    ];

    expect(allowed).toHaveLength(expected.length);
    expect(allowed).toEqual(expect.arrayContaining(expected));
  },
);

test.each(steps.map((step) => [step.name, step] as const))("%s reads the secrets of its step alone", (_, step) => {
  const { Variables: variables } = functionOf(step).Environment;
  const secrets = (step.secrets ?? []).map((name) => variables[secretVariable(name)]);
  const readable = statementsOf(step)
    .filter(({ Action: actions }) => actions.includes("secretsmanager:GetSecretValue"))
    .flatMap(({ Resource: on }) => on);

  expect(readable).toEqual(secrets);
  expect(Object.keys(variables).filter((name) => name.startsWith("SECRET_"))).toHaveLength(secrets.length);
});

test.each(steps.map((step) => [step.name, step] as const))("%s writes its own log alone", (_, step) => {
  const onLogs = statementsOf(step).filter(({ Action: actions }) =>
    actions.some((action) => action.startsWith("logs:")),
  );

  expect(onLogs).toHaveLength(1);
  expect(onLogs[0]?.Action).toEqual(["logs:CreateLogStream", "logs:PutLogEvents"]);
  expect(onLogs[0]?.Resource).toMatchObject({ "Fn::GetAtt": [expect.stringContaining("Log"), "Arn"] });
});

test.each(steps.map((step) => [step.name, step] as const))("%s sends e-mails only if its step does", (_, step) => {
  const onMail = statementsOf(step).filter(({ Action: actions }) =>
    actions.some((action) => action.startsWith("ses:")),
  );
  const sender = functionOf(step).Environment.Variables.MAIL_FROM;
  if (step.sendsMail !== true) {
    expect(onMail).toEqual([]);
    expect(sender).toBeUndefined();
    return;
  }
  const account = ["arn:", { Ref: "AWS::Partition" }, ":ses:", { Ref: "AWS::Region" }, ":", { Ref: "AWS::AccountId" }];
  const identity = (name: string) => ({ "Fn::Join": ["", [...account, `:identity/${name}`]] });
  const [set] = ofType(resources, "AWS::SES::ConfigurationSet").keys();

  expect(sender).toBe("post@mail.example.com");
  expect(functionOf(step).Environment.Variables.MAIL_CONFIGURATION_SET).toEqual({ Ref: set });
  expect(onMail).toEqual([
    {
      Effect: "Allow",
      Action: ["ses:SendEmail", "ses:SendRawEmail"],
      Resource: [identity("mail.example.com"), { "Fn::Join": ["", [...account, ":configuration-set/", { Ref: set }]] }],
      Condition: { StringEquals: { "ses:FromAddress": "post@mail.example.com" } },
    },
  ]);
});

test("no role has a managed policy, and no policy a wildcard but the list of the table's streams", () => {
  for (const role of ofType(resources, "AWS::IAM::Role").values()) expect(role).not.toHaveProperty("ManagedPolicyArns");
  for (const { Action: actions, Resource: on } of policies.flatMap((each) => each.PolicyDocument.Statement)) {
    expect(actions.join()).not.toContain("*");
    if (actions.join() !== "dynamodb:ListStreams") expect(JSON.stringify(on)).not.toContain("*");
  }
});

test("the gateway's role may invoke the functions that answer HTTP and nothing else, and every integration has it", () => {
  const answering = steps.filter(({ trigger }) => "http" in trigger).map((step) => arnOf(step));

  expect(gateway.Role).toMatchObject({
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "apigateway.amazonaws.com" } }] },
  });
  expect(gateway.statements).toEqual([{ Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: answering }]);
  const integrations = Object.values(definitionIn(resources).components["x-amazon-apigateway-integrations"]);
  expect(integrations).toHaveLength(answering.length);
  for (const { credentials } of integrations) expect(credentials).toEqual({ "Fn::GetAtt": [gateway.id, "Arn"] });
});

test("nobody but the gateway, the schedule and the rule of SES's events may invoke a function", () => {
  const invoking = policies.filter((each) => JSON.stringify(each.PolicyDocument).includes("lambda:"));
  const trusted = invoking.flatMap(({ Roles }) => Roles.map(({ Ref }) => JSON.stringify(resources[Ref])));

  const [rule] = ofType(resources, "AWS::Events::Rule").keys();
  const hearing = steps.filter(({ trigger }) => "mail" in trigger).map((step) => arnOf(step));
  expect([...ofType(resources, "AWS::Lambda::Permission").values()]).toEqual(
    hearing.map((FunctionName) => ({
      Action: "lambda:InvokeFunction",
      FunctionName,
      Principal: "events.amazonaws.com",
      SourceArn: { "Fn::GetAtt": [rule, "Arn"] },
    })),
  );
  expect(trusted).toHaveLength(2);
  expect(trusted).toEqual([
    expect.stringContaining('"Service":"apigateway.amazonaws.com"'),
    expect.stringContaining('"Service":"scheduler.amazonaws.com"'),
  ]);
});

test("the gateway's role takes less than the 10,240 characters of IAM, also with the longest names and the longest region", () => {
  const longest = `arn:aws-us-gov:lambda:ap-southeast-1:111122223333:function:${"x".repeat(64)}`;
  const written = JSON.stringify(gateway.statements).replaceAll(/\{"Fn::GetAtt":\[[^\]]+\]\}/g, `"${longest}"`);

  expect(written).not.toContain("Fn::");
  expect(written.split(longest)).toHaveLength(steps.filter(({ trigger }) => "http" in trigger).length + 1);
  expect(written.length).toBeLessThan(9_000);
});

function gatewayRole() {
  const [id = "", Role] =
    [...ofType(resources, "AWS::IAM::Role")].find(([each]) => each.startsWith("ApiInvoker")) ?? [];
  const own = policies.filter(({ Roles }) => Roles.some(({ Ref }) => Ref === id));
  return { id, Role, statements: own.flatMap((each) => each.PolicyDocument.Statement) };
}

function arnOf(step: Step) {
  const functions = [...ofType(resources, "AWS::Lambda::Function")];
  const [id] = functions.find(([, each]) => each.Description === describedAs(step)) ?? [];
  return { "Fn::GetAtt": [id, "Arn"] };
}

function streamReading() {
  const stream = imported("StreamArn");
  const streams = { "Fn::Join": ["", [tableArn, "/stream/*"]] };
  return [
    ["dynamodb:DescribeStream", stream],
    ["dynamodb:GetRecords", stream],
    ["dynamodb:GetShardIterator", stream],
    ["dynamodb:ListStreams", streams],
  ] as const;
}
