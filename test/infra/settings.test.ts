import { App, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { CertificationStack } from "../../infra/certification-stack.ts";
import { defaultContext, settingsFrom } from "../../infra/settings.ts";
import { steps } from "../../infra/steps.ts";
import { synthesize } from "./synthesis.ts";

test("cdk-nag has no finding that nobody acknowledged", () => {
  expect(synthesize().violations).toEqual([]);
});

test("a finding that nobody acknowledged makes the synthesis fail", () => {
  const settings = settingsFrom(defaultContext());
  const app = new App();
  const some = steps.slice(0, 1);
  const stack = new CertificationStack(app, "Certrail", { settings, steps: some, bundleOf: () => import.meta.dirname });
  new Bucket(stack, "Open");
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

  expect(() => app.synth()).toThrow("AwsSolutions-S1");
});

test("the settings of cdk.json are valid", () => {
  expect(settingsFrom(defaultContext())).toMatchObject({ issuer: "https://id.example.org", audience: ["certrail"] });
});

test.each([
  ["an unknown setting", { isuer: "https://id.example.org" }, "isuer"],
  ["an issuer without https", { issuer: "http://id.example.org" }, "issuer: an https URL"],
  ["an empty audience", { audience: " , " }, "audience"],
  ["a retention that does not exist", { logRetentionDays: "31" }, "logRetentionDays: a retention"],
  ["a stack's name with a space", { stackName: "my stack" }, "stackName"],
  ["a sender that is no address", { mailFrom: "example.org" }, "mailFrom: an e-mail address"],
  ["an origin with a path", { allowedOrigins: "https://app.example.org/" }, "allowedOrigins"],
  ["an origin without a scheme", { allowedOrigins: "app.example.org" }, "allowedOrigins"],
  ["all origins and one more", { allowedOrigins: "*, https://app.example.org" }, "allowedOrigins"],
  ["a staff group with a blank", { staffGroup: "support staff" }, "staffGroup: one group's name"],
  ["a staff group with a comma", { staffGroup: "staff,support" }, "staffGroup: one group's name"],
  ["a staff group in brackets", { staffGroup: "[staff]" }, "staffGroup: one group's name"],
  ["an empty staff group", { staffGroup: "" }, "staffGroup: one group's name"],
  ["no origin", { allowedOrigins: "" }, "allowedOrigins"],
  ["a throttle of nothing", { requestsPerSecond: "0" }, "requestsPerSecond"],
])("%s is refused by name", (_, wrong, message) => {
  expect(() => settingsFrom({ ...defaultContext(), ...wrong })).toThrow(message);
});

test("settings given on the command line arrive as text and count as numbers", () => {
  expect(settingsFrom({ ...defaultContext(), logRetentionDays: "30", burst: "50" })).toMatchObject({
    logRetentionDays: 30,
    burst: 50,
  });
});
