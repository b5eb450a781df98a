import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { StartFailure } from "../local/host/failure.ts";

export type Aws = {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  readonly streams: DynamoDBStreamsClient;
};

const note = z.object({ endpoint: z.string() });

/** The endpoints of the local run on a folder. */
export function localAws(folder: string): Aws {
  const endpointIn = (file: string) => {
    const path = join(folder, file);
    if (!existsSync(path)) throw new StartFailure(`No local run has its data in ${folder}: name a queue, or DATA_DIR.`);
    return note.parse(JSON.parse(readFileSync(path, "utf8"))).endpoint;
  };
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const operator = { region: "local", credentials, endpoint: endpointIn("operator.json") };
  return {
    sqs: new SQSClient(operator),
    lambda: new LambdaClient(operator),
    streams: new DynamoDBStreamsClient({ ...operator, endpoint: endpointIn("engine.json") }),
  };
}
