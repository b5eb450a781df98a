import { Aws, Duration, Stack, Validations } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { mailIdentityOf, publicUrlOf, type Settings, usualClaims } from "../settings/settings.ts";
import type { Step } from "../steps.ts";
import type { MailSet } from "./mail-set.ts";
import { keptOnceMade } from "./removal.ts";
import { type Secrets, secretVariable } from "./secrets.ts";
import type { TableOf } from "./table.ts";

export type StepProps = {
  readonly step: Step;
  readonly bundle: string;
  readonly table: TableOf;
  readonly secrets: Secrets;
  readonly logRetentionDays: number;
  readonly settings: Settings;
  readonly mailSet: MailSet;
};

/** A function with its log, and a role that only allows `permissions.json`. */
export class StepFunction extends Construct {
  readonly function: lambda.Function;
  readonly role: Role;
  /** An inline policy, because a separate one would count towards the stack's limit of 500 resources. */
  readonly allowed: PolicyDocument;

  constructor(scope: Construct, props: StepProps) {
    super(scope, props.step.name);
    const { step } = props;
    const logGroup = new LogGroup(this, "Log", { retention: props.logRetentionDays, removalPolicy: keptOnceMade });
    this.allowed = new PolicyDocument({ statements: statements(props, logGroup) });
    if (step.sendsMail === true) this.allowed.addStatements(sending(this, props));
    const assumedBy = new ServicePrincipal("lambda.amazonaws.com");
    this.role = new Role(this, "Role", { assumedBy, inlinePolicies: { allowed: this.allowed } });

    this.function = new lambda.Function(this, "Function", {
      // For the person who answers an alarm.
      description: `certrail: ${step.name}. If it fails: ${step.failure}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: "index.handler",
      code: lambda.Code.fromAsset(props.bundle),
      role: this.role,
      logGroup,
      memorySize: step.memoryMegabytes,
      timeout: Duration.seconds(step.timeoutSeconds),
      environment: environment(props, Stack.of(this).stackName),
    });
    Validations.of(this.function).acknowledge(...acknowledged);
  }
}

const acknowledged = [
  {
    id: "Serverless-LambdaDLQ",
    reason:
      "No function here has a dead-letter queue of its own: HTTP callers get the error, a stream keeps the record, and a scheduled function has an on-failure destination.",
  },
  {
    id: "Serverless-LambdaTracing",
    reason:
      "The X-Ray SDK is in maintenance and its role needs a wildcard; one request is one function and two calls, which its log line tells in full.",
  },
] as const;

function environment(
  { step, table, secrets, settings, mailSet }: StepProps,
  stage: string,
): { [name: string]: string } {
  const publicUrl = publicUrlOf(settings);
  const { viewerAddressHeader: viewer, frontEndUrl } = settings;
  const own = (step.secrets ?? []).map((name) => [secretVariable(name), secrets.arn(name)]);
  return {
    TABLE_NAME: table.tableName,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint("dynamodb"),
    // Otherwise the stages of one account share their metrics.
    POWERTOOLS_SERVICE_NAME: stage,
    ...(own.length > 0 && { AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint("secretsmanager") }),
    ...(step.sendsMail === true && {
      AWS_ENDPOINT_URL_SESV2: endpoint("email"),
      MAIL_FROM: settings.mailFrom,
      MAIL_CONFIGURATION_SET: mailSet.name,
    }),
    ...(readsTokens(step) && tokenVariables(settings)),
    ...(guesses(step) && viewer !== undefined && { VIEWER_ADDRESS_HEADER: viewer }),
    ...(publicUrl !== undefined && { PUBLIC_URL: publicUrl }),
    ...(frontEndUrl !== undefined && { FRONT_END_URL: frontEndUrl }),
    ...Object.fromEntries(own),
  };
}

/** Named, so that no function carries and evaluates the endpoint rules of every region. */
function endpoint(service: string): string {
  return `https://${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`;
}

/** Names of claims are only stated if they differ, because a template has 1 MB for all functions. */
function tokenVariables({ staffGroup, staffScope, claims }: StepProps["settings"]): { [name: string]: string } {
  const isUsual = JSON.stringify(claims) === JSON.stringify(usualClaims);
  return {
    STAFF_GROUP: staffGroup,
    ...(staffScope !== undefined && { STAFF_SCOPE: staffScope }),
    ...(!isUsual && { CLAIMS: JSON.stringify(claims) }),
  };
}

function readsTokens({ trigger }: Step): boolean {
  return "http" in trigger && trigger.http.some(({ auth }) => auth === "account" || auth === "staff");
}

/** Guesses of callers without a token are counted by address. */
function guesses({ trigger }: Step): boolean {
  return "http" in trigger && trigger.http.some(({ guessed }) => guessed !== undefined);
}

/** SES checks the identity that sends, the configuration set and, with the condition, the sender. */
function sending(scope: Construct, { settings, mailSet }: StepProps): PolicyStatement {
  const { name } = mailIdentityOf(settings);
  const identity = Stack.of(scope).formatArn({ service: "ses", resource: "identity", resourceName: name });
  return new PolicyStatement({
    sid: "Mail",
    // SES may check a mail with attachments as a raw one.
    actions: ["ses:SendEmail", "ses:SendRawEmail"],
    resources: [identity, mailSet.arn],
    conditions: { StringEquals: { "ses:FromAddress": settings.mailFrom } },
  });
}

function statements({ step, table, secrets }: StepProps, logGroup: LogGroup): PolicyStatement[] {
  const allowed = [
    new PolicyStatement({
      sid: "Log",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroup.logGroupArn],
    }),
  ];
  if (step.table.length > 0) {
    const actions = step.table.map((action) => `dynamodb:${action}`);
    allowed.push(new PolicyStatement({ sid: "Table", actions, resources: [table.tableArn] }));
  }
  if (step.indexes.length > 0) {
    const resources = step.indexes.map((name) => `${table.tableArn}/index/${name}`);
    allowed.push(new PolicyStatement({ sid: "Index", actions: ["dynamodb:Query"], resources }));
  }
  if (step.secrets !== undefined && step.secrets.length > 0) {
    const resources = step.secrets.map((name) => secrets.arn(name));
    allowed.push(new PolicyStatement({ sid: "Secrets", actions: ["secretsmanager:GetSecretValue"], resources }));
  }
  return allowed;
}
