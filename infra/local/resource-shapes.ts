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
  Runtime: z.string().startsWith("nodejs"),
  Timeout: z.number(),
});

const corsShape = z.object({
  AllowCredentials: z.literal(false).optional(),
  AllowOrigins: z.array(z.string()).min(1),
  AllowMethods: z.array(z.string()),
  AllowHeaders: z.array(z.string()),
  ExposeHeaders: z.array(z.string()),
  MaxAge: z.number(),
});

/** What pages of other origins may do, as API Gateway has it. */
export type CorsShape = z.infer<typeof corsShape>;

export const apiShape = z.object({ ProtocolType: z.literal("HTTP"), CorsConfiguration: corsShape.optional() });

export const routeShape = z.object({
  RouteKey: z.string(),
  Target: z.string().startsWith("integrations/"),
  AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
  AuthorizerId: z.string().optional(),
});

export const integrationShape = z.object({
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
});

export const authorizerShape = z.object({
  AuthorizerType: z.literal("JWT"),
  IdentitySource: z.tuple([z.literal("$request.header.Authorization")]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
});

export const mappingShape = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  /** -1: until the stream no longer has the record. */
  MaximumRetryAttempts: z.number().default(-1),
});

export const scheduleShape = z.object({
  ScheduleExpression: z.string(),
  Target: z.object({ Arn: z.string(), Input: z.string() }),
});

export const secretShape = z.object({
  GenerateSecretString: z.object({
    SecretStringTemplate: z.string(),
    GenerateStringKey: z.string(),
    PasswordLength: z.number().int().min(1),
    ExcludePunctuation: z.literal(true),
  }),
});
