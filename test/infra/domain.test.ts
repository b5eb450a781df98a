import { expect, test } from "vitest";
import { few, ofType, type Resource, synthesize } from "./synthesis.ts";

const name = "api.certs.test";
const certificateArn = "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b";
const inRoute53 = synthesize({ domain: { name, hostedZone: { id: "Z1", name: "certs.test" } } }, few);
const elsewhere = synthesize({ domain: { name, certificateArn } }, few);

function only(of: typeof elsewhere, type: string): readonly [id: string, properties: Resource["Properties"]] {
  const [found, ...more] = ofType(of.resources, type);
  expect(more).toEqual([]);
  return found ?? ["", {}];
}

test("the API has the name, with the certificate that the settings name, and an output tells where to point it", () => {
  const [domain, properties] = only(elsewhere, "AWS::ApiGatewayV2::DomainName");
  const { Outputs } = JSON.parse(elsewhere.text);
  const outputs: { readonly Value: unknown }[] = Object.values(Outputs);

  expect(properties).toMatchObject({
    DomainName: name,
    DomainNameConfigurations: [{ CertificateArn: certificateArn, SecurityPolicy: "TLS_1_2" }],
  });
  expect(only(elsewhere, "AWS::ApiGatewayV2::ApiMapping")[1]).toEqual({
    ApiId: { Ref: only(elsewhere, "AWS::ApiGatewayV2::Api")[0] },
    Stage: { Ref: only(elsewhere, "AWS::ApiGatewayV2::Stage")[0] },
    DomainName: { Ref: domain },
  });
  expect(outputs.map(({ Value }) => Value)).toContainEqual({ "Fn::GetAtt": [domain, "RegionalDomainName"] });
  expect(ofType(elsewhere.resources, "AWS::Route53::RecordSet").size).toBe(0);
});

test("in a hosted zone of Route 53, the stack makes the certificate and the records itself", () => {
  const [certificate, properties] = only(inRoute53, "AWS::CertificateManager::Certificate");
  const records = [...ofType(inRoute53.resources, "AWS::Route53::RecordSet").values()];

  expect(properties).toMatchObject({
    DomainName: name,
    ValidationMethod: "DNS",
    DomainValidationOptions: [{ DomainName: name, HostedZoneId: "Z1" }],
  });
  expect(only(inRoute53, "AWS::ApiGatewayV2::DomainName")[1]).toMatchObject({
    DomainNameConfigurations: [{ CertificateArn: { Ref: certificate } }],
  });
  expect(records.map(({ Type, Name, HostedZoneId }) => [Type, Name, HostedZoneId]).sort()).toEqual([
    ["A", `${name}.`, "Z1"],
    ["AAAA", `${name}.`, "Z1"],
  ]);
});

test("credentials and links name the domain, and nothing of it is left unacknowledged", () => {
  for (const { resources, violations } of [inRoute53, elsewhere]) {
    for (const { Environment } of ofType(resources, "AWS::Lambda::Function").values()) {
      expect(Object(Environment).Variables.PUBLIC_URL).toBe(`https://${name}`);
    }
    expect(violations).toEqual([]);
  }
});
