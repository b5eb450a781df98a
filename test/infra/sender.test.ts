import { expect, test } from "vitest";
import { few, ofType, synthesize } from "./synthesis.ts";

const made = (name: string) => synthesize({ mailFrom: "no-reply@certs.test", mailIdentity: { name, make: true } }, few);

test("the stack makes a domain's identity, and its outputs are the three DNS records that prove it", () => {
  const { state, violations } = made("certs.test");
  const [[id, identity] = ["", {}]] = ofType(state.resources, "AWS::SES::EmailIdentity");
  const { Outputs } = JSON.parse(state.text);

  expect(identity).toMatchObject({ EmailIdentity: "certs.test" });
  expect(state.resources[id]).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" });
  for (const place of [1, 2, 3]) {
    const record = (part: string) => ({ "Fn::GetAtt": [id, `DkimDNSToken${part}${place}`] });
    expect(Outputs[`Dkim${place}`].Value).toEqual({ "Fn::Join": ["", [record("Name"), " CNAME ", record("Value")]] });
  }
  expect(violations).toEqual([]);
});

test("the stack makes an address's identity, for which SES asks the address itself", () => {
  const { state } = made("no-reply@certs.test");

  expect([...ofType(state.resources, "AWS::SES::EmailIdentity").values()]).toEqual([
    expect.objectContaining({ EmailIdentity: "no-reply@certs.test" }),
  ]);
  expect(state.text).not.toContain("Dkim");
});

test("an identity that exists is not made, and the sender's policy is limited to the one that is named", () => {
  const { resources, state } = synthesize({ mailFrom: "a@mail.certs.test", mailIdentity: { name: "certs.test" } }, few);
  const identities = [...ofType(resources, "AWS::IAM::Role").values()].flatMap(
    (role) => JSON.stringify(role).match(/:identity\/[^"]+/g) ?? [],
  );

  expect(ofType(state.resources, "AWS::SES::EmailIdentity").size).toBe(0);
  expect(new Set(identities)).toEqual(new Set([":identity/certs.test"]));
});
