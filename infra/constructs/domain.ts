import { CfnOutput } from "aws-cdk-lib";
import { ApiMapping, DomainName, HttpApi, HttpStage, SecurityPolicy } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate, CertificateValidation, type ICertificate } from "aws-cdk-lib/aws-certificatemanager";
import { AaaaRecord, ARecord, HostedZone, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGatewayv2DomainProperties } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";

export type DomainProps = NonNullable<Settings["domain"]> & { readonly apiId: string; readonly stageName: string };

/** A name of our own for the API. In a hosted zone, the records are made; elsewhere an output tells where to point it. */
export class Domain extends Construct {
  constructor(scope: Construct, props: DomainProps) {
    super(scope, "Domain");
    const { name, hostedZone, apiId, stageName } = props;
    const zone =
      hostedZone &&
      HostedZone.fromHostedZoneAttributes(this, "Zone", { hostedZoneId: hostedZone.id, zoneName: hostedZone.name });
    const domainName = new DomainName(this, "Name", {
      domainName: name,
      certificate: this.#certificate(props, zone),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const api = HttpApi.fromHttpApiAttributes(this, "Api", { httpApiId: apiId });
    const stage = HttpStage.fromHttpStageAttributes(this, "Stage", { api, stageName });
    new ApiMapping(this, "Mapping", { api, stage, domainName });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    if (zone !== undefined) {
      const target = RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId));
      new ARecord(this, "Ipv4", { zone, recordName: `${name}.`, target });
      new AaaaRecord(this, "Ipv6", { zone, recordName: `${name}.`, target });
    }
    new CfnOutput(scope, "DomainTarget", { value: regionalDomainName, description: `Point ${name} here (CNAME)` });
  }

  #certificate({ name, certificateArn }: DomainProps, zone: IHostedZone | undefined): ICertificate {
    if (certificateArn !== undefined) return Certificate.fromCertificateArn(this, "Certificate", certificateArn);
    const validation = CertificateValidation.fromDns(zone);
    return new Certificate(this, "Certificate", { domainName: name, validation });
  }
}
