import { expect, test } from "vitest";
import { environments, settingsOf } from "../../infra/settings/environment.ts";
import { settings } from "../../infra/settings/settings.ts";
import type { SettingsInput } from "../../infra/settings/stated/schema.ts";
import { everyPart, keptRecord, lossesSince, recordOf, type StateResources, stateResources } from "./state-record.ts";

const resources = stateResources(everyPart);
const record = keptRecord();

test("no update from the recorded state drops or replaces anything, and all state is recorded", () => {
  expect(lossesSince(record, recordOf(resources))).toEqual([]);
  // A new resource is reviewed as well: `npm run state:record` writes it.
  expect(Object.keys(record).sort()).toEqual(Object.keys(resources).sort());
  expect(new Set(Object.values(record).map(({ type }) => type))).toEqual(
    new Set([
      "AWS::Cognito::UserPool",
      "AWS::Cognito::UserPoolClient",
      "AWS::Cognito::UserPoolDomain",
      "AWS::Cognito::UserPoolGroup",
      "AWS::DynamoDB::Table",
      "AWS::SES::EmailIdentity",
      "AWS::SecretsManager::Secret",
    ]),
  );
});

function idOf(type: string): string {
  return Object.keys(resources).find((id) => resources[id]?.Type === type) ?? "";
}

function changed(type: string, properties: object): StateResources {
  const id = idOf(type);
  const found = resources[id];
  if (found === undefined) throw new Error(`there is no ${type}`);
  return { ...resources, [id]: { ...found, Properties: { ...found.Properties, ...properties } } };
}

const reversed = {
  KeySchema: [
    { AttributeName: "sk", KeyType: "HASH" },
    { AttributeName: "pk", KeyType: "RANGE" },
  ],
};

test.each<[string, string, object, string]>([
  ["another sort key", "AWS::DynamoDB::Table", reversed, "KeySchema"],
  ["a name of its own", "AWS::DynamoDB::Table", { TableName: "codes" }, "TableName"],
  [
    "a number as its key",
    "AWS::DynamoDB::Table",
    { AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "N" }] },
    "AttributeDefinitions",
  ],
  ["a name of its own", "AWS::SecretsManager::Secret", { Name: "payments" }, "Name"],
  ["a longer value", "AWS::SecretsManager::Secret", { GenerateSecretString: {} }, "GenerateSecretString"],
  ["names in place of addresses", "AWS::Cognito::UserPool", { UsernameAttributes: [] }, "UsernameAttributes"],
  ["another required attribute", "AWS::Cognito::UserPool", { Schema: [{ Name: "phone_number" }] }, "Schema"],
  ["a secret", "AWS::Cognito::UserPoolClient", { GenerateSecret: true }, "GenerateSecret"],
  ["another sign-in page", "AWS::Cognito::UserPoolDomain", { Domain: "other" }, "Domain"],
  ["another domain", "AWS::SES::EmailIdentity", { EmailIdentity: "other.test" }, "EmailIdentity"],
])("%s for %s would replace it", (_, type, properties, name) => {
  expect(lossesSince(record, recordOf(changed(type, properties)))).toEqual([
    `${idOf(type)} (${type}) is replaced, because ${name} changes`,
  ]);
});

test("a further index and another period of recovery replace nothing", () => {
  const [table] = Object.values(resources).filter(({ Type }) => Type === "AWS::DynamoDB::Table");
  const definitions = Object(table?.Properties).AttributeDefinitions;
  const more = {
    AttributeDefinitions: [...definitions, { AttributeName: "new", AttributeType: "S" }],
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
  };

  expect(lossesSince(record, recordOf(changed("AWS::DynamoDB::Table", more)))).toEqual([]);
});

test("each resource that is missing, or has another id, would be dropped", () => {
  for (const [id, { Type }] of Object.entries(resources)) {
    const { [id]: moved, ...others } = resources;
    const renamed = moved === undefined ? others : { ...others, [`${id}2`]: moved };
    expect(lossesSince(record, recordOf(others))).toEqual([`${id} (${Type}) is dropped`]);
    expect(lossesSince(record, recordOf(renamed))).toEqual([`${id} (${Type}) is dropped`]);
  }
});

test.each(environments())(
  "all state of %s outlives its stack unless its settings give it up, and is recorded",
  async (name) => {
    const own = await settingsOf(name);
    const found = stateResources(own);

    const policies = own.removal === "retain" ? ["RetainExceptOnCreate", "Retain"] : ["Delete", "Delete"];
    for (const [id, { Type, DeletionPolicy, UpdateReplacePolicy }] of Object.entries(found)) {
      expect([id, DeletionPolicy, UpdateReplacePolicy]).toEqual([id, ...policies]);
      expect([id, Type]).toEqual([id, record[id]?.type]);
    }
  },
);

test("settings decide what the state has, and never the ids of the rest", () => {
  const { userPool: _, mailIdentity: __, claims: ___, ...others } = everyPart;
  const stated: SettingsInput = { ...others, issuer: "https://login.certs.test", audience: ["certrail"] };
  const fewer = Object.keys(stateResources(settings(stated)));

  expect(Object.keys(resources)).toEqual(expect.arrayContaining(fewer));
  expect(Object.keys(resources).length - fewer.length).toBe(5);
});
