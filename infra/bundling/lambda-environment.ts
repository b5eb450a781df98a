const { env } = process;

/**
 * Settings of an SDK client inside Lambda: its environment is the only place where they stand. The SDK's own defaults
 * also ask ini files, single sign-on, containers and the instance's metadata. Throws without a region or credentials.
 */
export function lambdaEnvironment(serviceId: string) {
  return {
    runtime: "node",
    region: async () => required("AWS_REGION"),
    credentialDefaultProvider: () => credentials,
    defaultUserAgentProvider: async () => userAgent(serviceId),
    userAgentAppId: async () => env.AWS_SDK_UA_APP_ID,
    defaultsMode: async () => "standard",
    retryMode: async () => env.AWS_RETRY_MODE ?? "standard",
    useDualstackEndpoint: async () => env.AWS_USE_DUALSTACK_ENDPOINT === "true",
    useFipsEndpoint: async () => env.AWS_USE_FIPS_ENDPOINT === "true",
    accountIdEndpointMode: async () => env.AWS_ACCOUNT_ID_ENDPOINT_MODE ?? "preferred",
    endpointDiscoveryEnabledProvider: async () => false,
    authSchemePreference: [],
    sigv4aSigningRegionSet: async () => undefined,
  };
}

/** The endpoint that a local run names. `DynamoDB` has `AWS_ENDPOINT_URL_DYNAMODB`, or that of all services. */
export async function configuredEndpoint(serviceId: string): Promise<string | undefined> {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === "true") return undefined;
  const own = env[`AWS_ENDPOINT_URL_${serviceId.replaceAll(" ", "_").toUpperCase()}`];
  return own || env.AWS_ENDPOINT_URL || undefined;
}

/** Asked again when `AWS_CREDENTIAL_EXPIRATION` has come. */
async function credentials() {
  const { AWS_SESSION_TOKEN: sessionToken, AWS_CREDENTIAL_EXPIRATION: expiry, AWS_ACCOUNT_ID: accountId } = env;
  return {
    accessKeyId: required("AWS_ACCESS_KEY_ID"),
    secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
    ...(sessionToken && { sessionToken }),
    ...(expiry && { expiration: new Date(expiry) }),
    ...(accountId && { accountId }),
  };
}

function userAgent(serviceId: string): readonly (readonly string[])[] {
  const client = [`api/${serviceId}`, env.AWS_EXECUTION_ENV ? `exec-env/${env.AWS_EXECUTION_ENV}` : "exec-env/none"];
  return [
    ["aws-sdk-js"],
    ["ua", "2.1"],
    ["lang/js"],
    ["md/nodejs", process.versions.node],
    ...client.map((each) => [each]),
  ];
}

function required(name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set, and a bundle looks nowhere else`);
  return value;
}
