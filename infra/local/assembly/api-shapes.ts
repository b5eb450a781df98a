import * as z from "zod";

const corsShape = z.strictObject({
  allowOrigins: z.array(z.string()).min(1),
  allowMethods: z.array(z.string()),
  allowHeaders: z.array(z.string()),
  exposeHeaders: z.array(z.string()),
  maxAge: z.number(),
});

/** The rights of other origins' pages, as API Gateway applies them. */
export type CorsShape = z.infer<typeof corsShape>;

export const authorizer = z.strictObject({
  type: z.literal("oauth2"),
  "x-amazon-apigateway-authorizer": z.strictObject({
    type: z.literal("jwt"),
    identitySource: z.literal("$request.header.Authorization"),
    jwtConfiguration: z.strictObject({ issuer: z.string(), audience: z.array(z.string()).min(1) }),
  }),
});

const integration = z.strictObject({
  type: z.literal("aws_proxy"),
  httpMethod: z.literal("POST"),
  /** The function's ARN is a part of it. */
  uri: z.string(),
  /** The role with which the gateway calls. Without it, the function itself must permit the call. */
  credentials: z.string().optional(),
  payloadFormatVersion: z.literal("2.0"),
});

const route = z.strictObject({
  isDefaultRoute: z.literal(true).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.literal("path") })).optional(),
  responses: z.unknown(),
  security: z.tuple([z.record(z.string(), z.tuple([]))]).optional(),
  "x-amazon-apigateway-integration": z.strictObject({ $ref: z.string() }),
});

export type RouteShape = z.infer<typeof route>;

const definition = z.strictObject({
  openapi: z.string(),
  info: z.unknown(),
  tags: z.unknown(),
  "x-amazon-apigateway-cors": corsShape.optional(),
  paths: z.record(z.string(), z.record(z.string(), route)),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), authorizer),
    "x-amazon-apigateway-integrations": z.record(z.string(), integration),
  }),
});

export type Definition = z.infer<typeof definition>;

export const apiShape = z.strictObject({ Body: definition });

const routeSettings = z.strictObject({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() });

export const stageShape = z.object({
  StageName: z.string(),
  RouteSettings: z.record(z.string(), routeSettings).optional(),
});
