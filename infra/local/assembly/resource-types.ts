import type { Stack } from "./stacks.ts";

const running = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Stage",
  "AWS::DynamoDB::Table",
  "AWS::Events::Rule",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::Scheduler::Schedule",
  "AWS::SecretsManager::Secret",
]);

/** Resources that monitor, or keep failed events. They do nothing on one machine. */
const withoutLocalPart = new Set([
  "AWS::CloudWatch::Alarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Logs::LogGroup",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
]);

export function refuseUnknownTypes({ resources }: Stack): void {
  for (const [id, { Type: type }] of Object.entries(resources)) {
    if (running.has(type) || withoutLocalPart.has(type)) continue;
    throw new Error(`The template has ${id} of type ${type}, which the local host does not know how to run`);
  }
}
