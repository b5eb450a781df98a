import { App, Validations } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { environments, settingsOf } from "../../infra/settings/environment.ts";
import local from "../../infra/settings/local.ts";
import { mailIdentityOf, publicUrlOf, retentionDays, settings } from "../../infra/settings/settings.ts";
import { placeholdersIn } from "../../infra/settings/stated/placeholders.ts";
import type { SettingsInput } from "../../infra/settings/stated/schema.ts";
import { StateStack } from "../../infra/stacks/state-stack.ts";
import { synthesize } from "./synthesis.ts";

test("cdk-nag has no finding that nobody acknowledged", () => {
  expect(synthesize().violations).toEqual([]);
});

test("a finding that nobody acknowledged makes the synthesis fail", () => {
  const app = new App();
  new Bucket(new StateStack(app, "State", { settings: local }), "Open");
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

  expect(() => app.synth()).toThrow("AwsSolutions-S1");
});

test("the retentions are those that the CDK knows", () => {
  const known = Object.values(RetentionDays).filter((each) => typeof each === "number" && each < 9999);
  expect(retentionDays).toEqual(known);
});

test("every environment of the repository has settings that are right", async () => {
  for (const each of environments()) expect(await settingsOf(each), each).toHaveProperty("issuer");
});

test("an environment without a file is refused with the names of those that have one", async () => {
  for (const name of ["none", "settings", "../app", ""]) {
    await expect(settingsOf(name)).rejects.toThrow("Environments are local");
  }
});

const right: SettingsInput = {
  stackName: "Certrail",
  issuer: "https://login.certs.test",
  audience: ["certrail"],
  staffGroup: "certrail-staff",
  mailFrom: "no-reply@certs.test",
};

const pool = { domainPrefix: "certs", callbackUrls: ["https://app.certs.test/"] };
const name = "api.certs.test";
const here = { region: "eu-central-1" };
const certificate = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/0a1b`;

test.each<[string, object, string]>([
  ["an unknown setting", { isuer: "https://id.certs.test" }, "isuer"],
  ["an issuer without https", { issuer: "http://id.certs.test" }, "issuer: an https URL"],
  ["an empty audience", { audience: [] }, "audience"],
  ["an empty name in the audience", { audience: [""] }, "audience.0"],
  ["a retention that does not exist", { logRetentionDays: 31 }, "logRetentionDays: a retention"],
  ["a stack's name with a space", { stackName: "my stack" }, "stackName"],
  ["a sender that is no address", { mailFrom: "certs.test" }, "mailFrom: an e-mail address"],
  ["an origin with a path", { allowedOrigins: ["https://app.certs.test/"] }, "allowedOrigins"],
  ["an origin without a scheme", { allowedOrigins: ["app.certs.test"] }, "allowedOrigins"],
  ["all origins and one more", { allowedOrigins: ["*", "https://app.certs.test"] }, "allowedOrigins"],
  ["no origin", { allowedOrigins: [] }, "allowedOrigins"],
  ["a staff group with a blank", { staffGroup: "support staff" }, "staffGroup: one group's name"],
  ["a staff group with a comma", { staffGroup: "staff,support" }, "staffGroup: one group's name"],
  ["a staff group in brackets", { staffGroup: "[staff]" }, "staffGroup: one group's name"],
  ["an empty staff group", { staffGroup: "" }, "staffGroup: one group's name"],
  ["a throttle of nothing", { requestsPerSecond: 0 }, "requestsPerSecond"],
  ["an account of 11 digits", { account: "12345678901" }, "account: 12 digits"],
  ["no issuer", { issuer: undefined }, "issuer: name one, or a userPool"],
  ["no audience", { audience: undefined }, "audience: name one, or a userPool"],
  ["a pool beside an issuer", { userPool: pool }, "issuer: follows from userPool, so leave it out"],
  ["a pool beside an audience", { userPool: pool }, "audience: follows from userPool, so leave it out"],
  ["a pool beside names of claims", { userPool: pool, claims: { groups: "roles" } }, "claims: follows from userPool"],
  [
    "a pool whose page has a reserved name",
    { userPool: { ...pool, domainPrefix: "my-cognito" } },
    "userPool.domainPrefix: Cognito reserves aws, amazon and cognito",
  ],
  ["a pool whose page has a blank", { userPool: { ...pool, domainPrefix: "a b" } }, "domainPrefix: lower-case letters"],
  ["a pool that leads nowhere", { userPool: { ...pool, callbackUrls: [] } }, "userPool.callbackUrls"],
  [
    "a pool that leads to a plain page",
    { userPool: { ...pool, callbackUrls: ["http://app.certs.test/"] } },
    "userPool.callbackUrls.0: an https URL, or one of http://localhost",
  ],
  ["an identity of another domain", { mailIdentity: { name: "mail.test" } }, "mail.test does not send for no-reply@"],
  ["an identity that only ends so", { mailIdentity: { name: "erts.test" } }, "erts.test does not send for no-reply@"],
  ["an identity that is none", { mailIdentity: { name: "certs" } }, "mailIdentity.name: a domain's name, or an e-mail"],
  ["a domain without a certificate", { domain: { name }, ...here }, "domain: name a certificateArn or a hostedZone"],
  [
    "a certificate of another region",
    { domain: { name, certificateArn: certificate("us-east-1") }, ...here },
    "domain.certificateArn: a certificate of eu-central-1, where the API is",
  ],
  [
    "a certificate of another service",
    { domain: { name, certificateArn: "arn:aws:iam::111122223333:server-certificate/x" } },
    "domain.certificateArn: the ARN of an ACM certificate",
  ],
  [
    "a domain outside its zone",
    { domain: { name, hostedZone: { id: "Z1", name: "other.test" } } },
    "domain.hostedZone: api.certs.test is not in other.test",
  ],
  ["a zone that is none", { domain: { name, hostedZone: { id: "zone", name: "certs.test" } } }, "a hosted zone's id"],
  ["a domain that is none", { domain: { name: "https://api.certs.test" } }, "domain.name: a domain's name"],
  [
    "a public address beside another domain",
    { domain: { name, certificateArn: certificate("eu-central-1") }, publicUrl: "https://www.certs.test" },
    "publicUrl: https://api.certs.test, as the domain says, or leave it out",
  ],
  ["a public address with a path", { publicUrl: "https://certs.test/api" }, "publicUrl: an https origin"],
  ["a public address that ends with a slash", { publicUrl: "https://certs.test/" }, "publicUrl: an https origin"],
  ["a front end that ends with a slash", { frontEndUrl: "https://app.certs.test/" }, "frontEndUrl: an https URL that"],
  ["a front end without https", { frontEndUrl: "http://app.certs.test" }, "frontEndUrl: an https URL"],
  [
    "a header in capitals",
    { viewerAddressHeader: "CF-Connecting-IP" },
    "viewerAddressHeader: a header's name in lower",
  ],
  [
    "a header that callers add to",
    { viewerAddressHeader: "x-forwarded-for" },
    "viewerAddressHeader: a header with one",
  ],
  ["a region that is none", { region: "frankfurt" }, "region: a region"],
  ["a table without its stream", { existingTable: { tableArn: "arn:aws:dynamodb:x" } }, "existingTable.streamArn"],
  ["a production stage that wakes nobody", { isProduction: true }, "alarmAddress: a production stage needs one"],
  [
    "a production stage that may lose its table",
    { isProduction: true, alarmAddress: "on-call@certs.test", removal: "destroy" },
    "removal: a production stage keeps its state",
  ],
])("%s is refused by name", (_, wrong, message) => {
  expect(() => settings({ ...right, ...wrong })).toThrow(message);
});

test("settings that still hold a placeholder are named, so that nobody deploys them", () => {
  expect(placeholdersIn(settings(right))).toEqual([]);
  expect(placeholdersIn(local)).toEqual(["issuer", "mailFrom"]);
  expect(
    placeholdersIn(
      settings({ ...right, account: "000000000000", audience: ["<client id>"], alarmAddress: "a@b.example" }),
    ),
  ).toEqual(["account", "audience", "alarmAddress"]);
});

test("a placeholder is found inside a setting of several parts", () => {
  const { issuer: _, audience: __, ...others } = right;
  const named = (changes: Partial<SettingsInput>) => placeholdersIn(settings({ ...right, ...changes }));

  expect(placeholdersIn(settings({ ...others, userPool: pool }))).toEqual([]);
  expect(
    placeholdersIn(settings({ ...others, userPool: { ...pool, callbackUrls: ["https://app.example.org/"] } })),
  ).toEqual(["userPool"]);
  expect(named({ domain: { name: "api.example.com", hostedZone: { id: "Z1", name: "example.com" } } })).toEqual([
    "domain",
  ]);
  expect(named({ frontEndUrl: "https://app.example.org" })).toEqual(["frontEndUrl"]);
  const tableArn = "arn:aws:dynamodb:eu-central-1:000000000000:table/x";
  expect(named({ existingTable: { tableArn, streamArn: tableArn } })).toEqual(["existingTable"]);
});

test("the public address follows from the domain, and the sender's identity from its address", () => {
  const domain = { name, certificateArn: certificate("eu-central-1") };

  expect(publicUrlOf(settings({ ...right, domain }))).toBe("https://api.certs.test");
  expect(publicUrlOf(settings({ ...right, publicUrl: "https://www.certs.test" }))).toBe("https://www.certs.test");
  expect(publicUrlOf(settings(right))).toBeUndefined();
  expect(mailIdentityOf(settings(right))).toEqual({ name: "certs.test", make: false });
  for (const fitting of ["certs.test", "no-reply@certs.test"]) {
    const mailIdentity = { name: fitting, make: true };
    expect(mailIdentityOf(settings({ ...right, mailIdentity }))).toEqual(mailIdentity);
  }
  expect(settings({ ...right, mailFrom: "a@mail.certs.test", mailIdentity: { name: "certs.test" } })).toBeDefined();
});

test("a stage that may be destroyed leaves nothing behind, and every other one leaves table and secrets", () => {
  const policies = (removal: "retain" | "destroy") => {
    const { state } = synthesize({ removal });
    return new Set(Object.values(state.resources).map(({ DeletionPolicy }) => DeletionPolicy));
  };

  expect(policies("retain")).toEqual(new Set(["RetainExceptOnCreate"]));
  expect(policies("destroy")).toEqual(new Set(["Delete"]));
});

test("a table that exists is used instead of one of the stack", () => {
  const tableArn = "arn:aws:dynamodb:eu-central-1:111122223333:table/restored";
  const { resources, state, violations } = synthesize({
    existingTable: { tableArn, streamArn: `${tableArn}/stream/2026-11-28T00:00:00.000` },
  });
  const names = Object.values(resources).flatMap(
    ({ Properties: { Environment } }) => Object(Environment).Variables?.TABLE_NAME ?? [],
  );

  expect(Object.values(state.resources).map(({ Type }) => Type)).not.toContain("AWS::DynamoDB::Table");
  expect(new Set(names)).toEqual(new Set(["restored"]));
  expect(violations).toEqual([]);
});

test("a secret that exists is used instead of one of the stack, and each provider's is an output", () => {
  const payments = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:payments-Ab12Cd";
  const { resources, state } = synthesize({ secrets: { payments } });
  const variables = Object.values(resources).flatMap(
    ({ Properties: { Environment } }) => Object(Environment).Variables?.SECRET_PAYMENTS ?? [],
  );
  const made = Object.values(state.resources).map(({ Properties }) => String(Properties.Description));
  const { Outputs } = JSON.parse(state.text);

  expect(new Set(variables)).toEqual(new Set([payments]));
  expect(made).not.toContain("Signs what the payment provider sends");
  expect(Outputs.SecretOfpayments.Value).toBe(payments);
  expect(
    Object.keys(Outputs)
      .filter((name) => name.startsWith("SecretOf"))
      .sort(),
  ).toEqual(["SecretOfacademy", "SecretOfpayments", "SecretOfpearsonvue", "SecretOfprometric"]);
  expect(() => synthesize({ secrets: { nobody: payments } })).toThrow("There is no secret nobody");
});
