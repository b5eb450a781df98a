import { region } from "../../assembly/intrinsics.ts";
import type { FunctionDefinition } from "../../assembly/template.ts";
import type { FunctionLog } from "../../host/log.ts";
import type { Stats } from "../../host/stats.ts";
import { credentials } from "../dynamodb/dynamodb.ts";
import type { Outcome } from "./instance.ts";
import { LambdaFunction } from "./lambda.ts";

/** Endpoints for the functions: the table, and all other services. */
export type Endpoints = { readonly dynamodb: string; readonly services: string };

export class Functions {
  readonly #byName = new Map<string, LambdaFunction>();
  readonly #all: readonly LambdaFunction[];
  readonly #stats: Stats;

  constructor(definitions: readonly FunctionDefinition[], endpoints: Endpoints, log: FunctionLog, stats: Stats) {
    this.#stats = stats;
    this.#all = definitions.map((definition) => new LambdaFunction(definition, variables(definition, endpoints), log));
    for (const built of this.#all) {
      this.#byName.set(built.definition.arn, built);
      this.#byName.set(built.definition.name, built);
    }
  }

  /** Throws if there is no such function. */
  get(nameOrArn: string): LambdaFunction {
    const found = this.#byName.get(nameOrArn);
    if (found === undefined)
      throw new Error(`The template refers to the function ${nameOrArn}, which it does not have`);
    return found;
  }

  invoke(nameOrArn: string, event: unknown): Promise<Outcome> {
    this.#stats.invocations += 1;
    return this.get(nameOrArn).invoke(event);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((each) => each.stop()));
  }
}

function variables(definition: FunctionDefinition, endpoints: Endpoints): { readonly [name: string]: string } {
  const here = Object.entries({
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.services,
    AWS_ENDPOINT_URL_SESV2: endpoints.services,
  });
  return {
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    LAMBDA_TASK_ROOT: definition.directory,
    _HANDLER: definition.handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    // Tells the services whose request it is. The table's engine keeps a database for each access key, so all share that.
    AWS_SESSION_TOKEN: definition.name,
    // Only a local run logs messages, because they may hold personal data.
    LOG_MESSAGES: "true",
    ...definition.environment,
    // Only in place of those that the template names, because a deployed function has no others.
    ...Object.fromEntries(here.filter(([name]) => name in definition.environment)),
  };
}
