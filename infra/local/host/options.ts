import { parseArgs } from "node:util";
import { messageOf, StartFailure } from "./failure.ts";

export type Options = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDirectory: string;
  /** Keep nothing: state goes to a temporary folder that is removed at the end. */
  readonly memory: boolean;
  /** Print every line that a function logs, not the errors alone. */
  readonly verbose: boolean;
  /** A DynamoDB-compatible endpoint to use instead of the embedded engine. */
  readonly endpoint?: string;
};

export const usage = `npm start -- [--memory] [--verbose]
  PORT               where to serve (3000); 0 takes any free port
  DATA_DIR           where state is kept (.data)
  DYNAMODB_ENDPOINT  a DynamoDB-compatible endpoint to use instead of the embedded engine`;

/** Reads the command line and the environment. Refuses with StartFailure what it does not understand. */
export function optionsFrom(args: readonly string[], environment: NodeJS.ProcessEnv): Options {
  const values = parse(args);
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

function parse(args: readonly string[]) {
  const options = {
    memory: { type: "boolean" },
    verbose: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (thrown) {
    throw new StartFailure(`${messageOf(thrown)}\n${usage}`);
  }
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === "") return 3000;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  throw new StartFailure(`PORT must be a number from 0 to 65535, not "${text}".`);
}
