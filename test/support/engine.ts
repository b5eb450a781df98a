import type { TestProject } from "vitest/node";
import { prepareAssembly } from "../../infra/local/assembly/assembly.ts";
import { readDeployment } from "../../infra/local/assembly/template.ts";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { Engine } from "../../infra/local/aws/dynamodb/engine.ts";
import { ensureTable, indexStream } from "../../infra/local/aws/dynamodb/table.ts";
import { SecretStore } from "../../infra/local/aws/secrets-manager/secrets.ts";
import { Services } from "../../infra/local/aws/services.ts";
import { MailStore, mailFile } from "../../infra/local/aws/ses/mail-store.ts";
import { MailSimulator } from "../../infra/local/aws/ses/simulator.ts";
import { fastPlace, temporaryFolder } from "../../infra/local/host/at-exit.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { dynamodbLocal, startDynamodbLocal } from "./dynamodb-local.ts";

/** The functions' environment, with a separate engine and secrets. */
export type Environment = Readonly<Record<string, string>>;

declare module "vitest" {
  export interface ProvidedContext {
    environments: readonly Environment[];
  }
}

/** Starts the real engine with the template's table, and the secrets, for steps that run in the test's own process. */
export async function startEngine(): Promise<{ environment: Environment; stop(): Promise<void> }> {
  const folder = temporaryFolder("certrail-steps-", fastPlace());
  const directory = DataDirectory.open(folder.path);
  const deployment = readDeployment((await prepareAssembly()).directory);
  const engine = await (dynamodbLocal === undefined ? Engine.start(directory) : startDynamodbLocal(dynamodbLocal));
  const api = new DynamoApi(engine.endpoint);
  // Tests that read a stream make their own table with one.
  const { name, shape } = deployment.table;
  await ensureTable(api, { name, ...(shape && { shape: { ...shape, StreamSpecification: undefined } }) });
  api.close();
  if (dynamodbLocal === undefined) indexStream(directory.file("table.db"));
  const clock = new Clock(directory);
  const mails = new MailStore(directory, clock);
  const secrets = new SecretStore(directory, deployment.secrets, deployment.functions);
  // Tests hand over SES's events themselves.
  const simulator = new MailSimulator(deployment.mailSets, clock, { put: () => undefined });
  const services = await Services.start({ secrets, mails, simulator });
  const environment = {
    ...Object.assign({}, ...deployment.functions.map((each) => each.environment)),
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.endpoint,
    AWS_ENDPOINT_URL_SESV2: services.endpoint,
    // For tests: what was sent, a JSON object in each line.
    MAIL_FILE: directory.file(mailFile),
    // For tests: the values of all secrets, none of which may be logged.
    SECRETS_FILE: directory.file("secrets.json"),
    POWERTOOLS_LOG_LEVEL: "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
  };
  return {
    environment,
    stop: async () => {
      services.stop();
      mails.close();
      await engine.stop();
      directory.close();
      folder.remove();
    },
  };
}

/** One engine for each worker. Its files run one after the other, each with its own identifiers. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engines: Awaited<ReturnType<typeof startEngine>>[] = [];
  while (engines.length < project.vitest.config.maxWorkers) engines.push(await startEngine());
  project.provide(
    "environments",
    engines.map(({ environment }) => environment),
  );
  return async () => {
    await Promise.all(engines.map(({ stop }) => stop()));
  };
}
