import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import * as z from "zod";
import type { Settings } from "./settings.ts";
import { placeholdersIn } from "./stated/placeholders.ts";

/** The oldest bootstrap that our stacks' assets need. */
const bootstrapVersion = 6;

const patienceMilliseconds = 10_000;

/** The faults that CloudFormation would tell minutes later, or API Gateway in words that hide them. None: deploy. */
export async function faultsOf(settings: Settings, get: typeof fetch = fetch): Promise<string[]> {
  const placeholders = placeholdersIn(settings).map((name) => `${name} still holds a placeholder`);
  const { account, region } = settings;
  const missing = [
    ...(account === undefined ? ["account: the account to deploy to"] : []),
    ...(region === undefined ? ["region: the region to deploy to"] : []),
  ];
  if (region === undefined || placeholders.length + missing.length > 0) return [...placeholders, ...missing];
  // The issuer of our own pool only answers after the first deployment.
  const ofIssuer = settings.issuer === undefined ? [] : await faultsOfIssuer(settings.issuer, get);
  return [...ofIssuer, ...(await faultsOfBootstrap(region))];
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https$/ }) });

/** API Gateway fetches this document when it makes the authorizer (OpenID Connect Discovery 1.0, 4). */
export async function faultsOfIssuer(issuer: string, get: typeof fetch = fetch): Promise<string[]> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const answer = await get(url, { signal: AbortSignal.timeout(patienceMilliseconds) });
    if (!answer.ok) return [`issuer: ${url} answers ${answer.status}`];
    const read = discovery.safeParse(await answer.json());
    if (!read.success) return [`issuer: ${url} is no discovery document`];
    return read.data.issuer === issuer ? [] : [`issuer: ${url} calls itself ${read.data.issuer}, letter by letter`];
  } catch (thrown) {
    return [`issuer: ${url} does not answer (${thrown instanceof Error ? thrown.message : String(thrown)})`];
  }
}

/** `cdk bootstrap` writes its version to this parameter. */
async function faultsOfBootstrap(region: string): Promise<string[]> {
  const client = new SSMClient({ region });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: "/cdk-bootstrap/hnb659fds/version" }));
    if (Number(Parameter?.Value) >= bootstrapVersion) return [];
    return [
      `The bootstrap of ${region} is older than version ${bootstrapVersion}: run npx cdk bootstrap -c environment=<environment>`,
    ];
  } catch (thrown) {
    if (thrown instanceof ParameterNotFound)
      return [`${region} is not bootstrapped: run npx cdk bootstrap -c environment=<environment>`];
    return [`The bootstrap cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
  } finally {
    client.destroy();
  }
}
