import { expect, test } from "vitest";
import { definitionIn, few, ofType, type Resource, synthesize } from "./synthesis.ts";

const userPool = { domainPrefix: "certs", callbackUrls: ["https://app.certs.test/"], logoutUrls: [] };
const { resources, state, violations } = synthesize(
  { issuer: undefined, audience: undefined, claims: undefined, userPool },
  few,
);

/** The name under which a value of a resource is exported, by its type and attribute. */
function exported(type: string, attribute: string): string {
  const outputs: { readonly Value: unknown; readonly Export?: { readonly Name: string } }[] = Object.values(
    JSON.parse(state.text).Outputs,
  );
  const [id] = ofType(state.resources, type).keys();
  const value = attribute === "Ref" ? { Ref: id } : { "Fn::GetAtt": [id, attribute] };
  const found = outputs.find(({ Value, Export }) => Export && JSON.stringify(Value) === JSON.stringify(value));
  return String(found?.Export?.Name);
}

function only(type: string): Resource["Properties"] {
  const [found = {}, ...more] = ofType(state.resources, type).values();
  expect(more).toEqual([]);
  return found;
}

test("people sign in to the pool with a proved address, and change it only by proving the new one", () => {
  expect(only("AWS::Cognito::UserPool")).toMatchObject({
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ["email"],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    DeletionProtection: "ACTIVE",
  });
});

test("the pool has the group of staff that the functions ask for", () => {
  const functions = [...ofType(resources, "AWS::Lambda::Function").values()];
  const groups = functions.flatMap(({ Environment }) => Object(Environment).Variables.STAFF_GROUP ?? []);

  expect(new Set(groups)).toEqual(new Set(["certrail-staff"]));
  expect(only("AWS::Cognito::UserPoolGroup")).toMatchObject({ GroupName: "certrail-staff" });
});

test("the front end's client has no secret and only the authorization code grant", () => {
  expect(only("AWS::Cognito::UserPoolClient")).toMatchObject({
    GenerateSecret: false,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ["openid", "email", "profile"],
    CallbackURLs: ["https://app.certs.test/"],
    PreventUserExistenceErrors: "ENABLED",
    SupportedIdentityProviders: ["COGNITO"],
  });
  expect(only("AWS::Cognito::UserPoolDomain")).toMatchObject({ Domain: "certs" });
});

test("the gateway takes the pool's tokens for the front end's client, and the functions read its claims", () => {
  const issuer = exported("AWS::Cognito::UserPool", "ProviderURL");
  const client = exported("AWS::Cognito::UserPoolClient", "Ref");
  const claims = [...ofType(resources, "AWS::Lambda::Function").values()].flatMap(
    ({ Environment }) => Object(Environment).Variables.CLAIMS ?? [],
  );

  expect(definitionIn(resources).components.securitySchemes.tokens?.["x-amazon-apigateway-authorizer"]).toMatchObject({
    jwtConfiguration: { issuer: { "Fn::ImportValue": issuer }, audience: [{ "Fn::ImportValue": client }] },
  });
  expect(new Set(claims.map((each) => JSON.parse(each).groups))).toEqual(new Set(["cognito:groups"]));
});

test("the pool outlives the stack, and its outputs tell what a front end needs", () => {
  const ofPool = Object.values(state.resources).filter(({ Type }) => Type.startsWith("AWS::Cognito::"));
  const { Outputs } = JSON.parse(state.text);

  expect(ofPool).toHaveLength(4);
  for (const each of ofPool) {
    expect(each).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" });
  }
  expect(Object.keys(Outputs)).toEqual(expect.arrayContaining(["Issuer", "ClientId", "SignInPage"]));
  expect(violations).toEqual([]);
});
