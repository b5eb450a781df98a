import { CfnOutput, type RemovalPolicy } from "aws-cdk-lib";
import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";

/** An identity of SES. For a domain, the outputs are the DNS records that prove it; an address gets an e-mail. */
export function createSender(scope: Construct, name: string, removalPolicy: RemovalPolicy): void {
  const isAddress = name.includes("@");
  const identity = new EmailIdentity(scope, "Sender", {
    identity: isAddress ? Identity.email(name) : Identity.domain(name),
  });
  identity.applyRemovalPolicy(removalPolicy);
  if (isAddress) return;
  for (const [place, record] of identity.dkimRecords.entries()) {
    const value = `${record.name} CNAME ${record.value}`;
    new CfnOutput(scope, `Dkim${place + 1}`, { value, description: `A DNS record that proves ${name} to SES` });
  }
}
