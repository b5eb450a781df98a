import { parseArgs } from "node:util";
import { StartFailure } from "./failure.ts";

export type Options = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDirectory: string;
  /** State goes to a temporary folder, which is removed at the end. */
  readonly memory: boolean;
  /** Prints all log lines of functions, not only errors. */
  readonly verbose: boolean;
  /** Replaces the embedded engine by a DynamoDB-compatible endpoint. */
  readonly endpoint?: string;
};

export const usage = `npm start -- [--memory] [--verbose]

Runs the whole service on this machine, with its sandbox, until Ctrl-C or SIGTERM. Without --memory it goes on from what
the last run kept.

  --memory           keep nothing: the state goes to a temporary folder that is removed at the end
  --verbose          print every line that a function logs, not the errors alone

  PORT               where to serve (3000); 0 takes any free port
  DATA_DIR           where the state is kept (.data)
  DYNAMODB_ENDPOINT  a DynamoDB-compatible endpoint to use instead of the embedded engine
  EXISTING_TABLE     a table of that endpoint to attach, e.g. a restored one, instead of making one
  PROGRAMME          the file of another programme than the one in cdk.json`;

/** Reads command line and environment. Throws StartFailure, or the error of `parseArgs`. */
export function optionsFrom(args: readonly string[], environment: NodeJS.ProcessEnv): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { memory: { type: "boolean" }, verbose: { type: "boolean" } },
  });
  const endpoint = environment.DYNAMODB_ENDPOINT;
  if (endpoint && !URL.canParse(endpoint)) {
    throw new StartFailure(`DYNAMODB_ENDPOINT must be a URL such as http://localhost:8000, not "${endpoint}".`);
  }
  return {
    port: portFrom(environment.PORT),
    dataDirectory: environment.DATA_DIR || ".data",
    memory: values.memory ?? false,
    verbose: values.verbose ?? false,
    ...(endpoint ? { endpoint } : {}),
  };
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === "") return 3000;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  throw new StartFailure(`PORT must be a number from 0 to 65535, not "${text}".`);
}
