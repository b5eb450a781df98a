import * as z from "zod";

const attributeType = z.enum(["S", "N", "B"]);

const key = z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) });

const index = z.object({
  IndexName: z.string(),
  KeySchema: z.array(key),
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
});

export const tableShape = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: attributeType })),
  KeySchema: z.array(key),
  BillingMode: z.literal("PAY_PER_REQUEST"),
  GlobalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
});

export type TableShape = z.infer<typeof tableShape>;

export const functionShape = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string().regex(/^\w+\.\w+$/),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
  MemorySize: z.number(),
  Role: z.string(),
  Runtime: z.string().startsWith("nodejs"),
  Timeout: z.number(),
});

export const mappingShape = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  /** -1: retry until the record leaves the stream. */
  MaximumRetryAttempts: z.number().default(-1),
});

export const scheduleShape = z.object({
  ScheduleExpression: z.string(),
  Target: z.object({ Arn: z.string(), RoleArn: z.string(), Input: z.string() }),
});

export const secretShape = z.object({
  GenerateSecretString: z.object({
    SecretStringTemplate: z.string(),
    GenerateStringKey: z.string(),
    PasswordLength: z.number().int().min(1),
    ExcludePunctuation: z.literal(true),
  }),
});

/** IAM writes one value or several. */
export const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** The host enforces IAM, so it refuses statements that it cannot evaluate, such as `Deny` and `NotAction`. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal("Allow"),
  Action: list,
  Resource: list,
  Condition: z.unknown().optional(),
});

export type Statement = z.infer<typeof statement>;

const policy = z.object({ Statement: z.array(statement) });

const trust = z.strictObject({
  Effect: z.literal("Allow"),
  Action: z.literal("sts:AssumeRole"),
  Principal: z.strictObject({ Service: list }),
});

export const roleShape = z.object({
  AssumeRolePolicyDocument: z.object({ Statement: z.array(trust) }),
  Policies: z.array(z.object({ PolicyDocument: policy })).default([]),
  ManagedPolicyArns: z.never().optional(),
  PermissionsBoundary: z.never().optional(),
});

export type RoleShape = z.infer<typeof roleShape>;

export const policyShape = z.object({ PolicyDocument: policy, Roles: z.array(z.string()) });

export const permissionShape = z.strictObject({
  Action: z.literal("lambda:InvokeFunction"),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
});
