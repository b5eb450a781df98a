import { Readable } from "node:stream";

const { env } = process;

/**
 * Settings of an SDK client inside Lambda: its environment is the only place where they stand. The SDK's own defaults
 * also ask ini files, single sign-on, containers and the instance's metadata. Throws without a region or credentials.
 */
export function lambdaEnvironment(serviceId: string) {
  return {
    runtime: "node",
    endpoint: endpoint(serviceId),
    region: async () => required("AWS_REGION"),
    credentialDefaultProvider: () => credentials,
    defaultUserAgentProvider: async () => userAgent(serviceId),
    userAgentAppId: async () => env.AWS_SDK_UA_APP_ID,
    defaultsMode: async () => "standard",
    retryMode: async () => env.AWS_RETRY_MODE ?? "standard",
    endpointDiscoveryEnabledProvider: async () => false,
    authSchemePreference: [],
    sigv4aSigningRegionSet: async () => undefined,
  };
}

/** As the template names it, or the local host in its place: `AWS_ENDPOINT_URL_DYNAMODB` of `DynamoDB`. */
function endpoint(serviceId: string): string | undefined {
  return env[`AWS_ENDPOINT_URL_${serviceId.replaceAll(" ", "_").toUpperCase()}`];
}

/** In place of a client's rules. Throws if the environment names no endpoint for its service. */
export function endpointOf({ Endpoint }: { readonly Endpoint?: string }): { readonly url: URL } {
  if (Endpoint === undefined)
    throw new Error("AWS_ENDPOINT_URL_<service> is not set, and a bundle has no other endpoint");
  return { url: new URL(Endpoint) };
}

/** The whole of an answer's body. Rejects if the connection ends before it. */
export function bytesOf(stream: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("error", reject);
    stream.on("end", () => resolve(Buffer.concat(parts)));
  });
}

/** Whether a request's body can be sent once only. */
export function isNodeStream(request: { readonly body?: unknown } | undefined): boolean {
  return request?.body instanceof Readable;
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
