import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { DynamoApi } from "../../infra/local/aws/dynamodb/dynamodb.ts";
import { atExit } from "../../infra/local/host/at-exit.ts";
import { freePort } from "../../infra/local/host/free-port.ts";

/** The folder of Amazon's DynamoDB Local, where `npm run test:dynamodb-local` runs the tests. */
export const dynamodbLocal = process.env.DYNAMODB_LOCAL;

/** Time limits that a test states itself: DynamoDB Local takes several times as long as the embedded engine. */
export const patience = dynamodbLocal === undefined ? 1 : 5;

/** An engine that nobody here wrote, with a database of its own in memory. */
export type ForeignEngine = { readonly endpoint: string; readonly stop: () => Promise<void> };

/**
 * Starts DynamoDB Local from its folder, and answers when it takes requests. In a host's data directory it leaves the
 * note that the embedded engine would leave.
 */
export async function startDynamodbLocal(folder: string, dataDirectory = ""): Promise<ForeignEngine> {
  const port = await freePort();
  // The command line names the directory, so that whoever clears it knows its engine.
  const words = [
    `-Dcertrail.data=${dataDirectory}`,
    "-Djava.library.path=DynamoDBLocal_lib",
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
  ];
  const flags = [
    "-jar",
    join(folder, "DynamoDBLocal.jar"),
    "-inMemory",
    "-sharedDb",
    "-disableTelemetry",
    "-port",
    String(port),
  ];
  const child = spawn("java", [...words, ...flags], { cwd: folder, stdio: "ignore" });
  const forget = atExit(() => void child.kill("SIGKILL"));
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, child);
  if (dataDirectory !== "")
    writeFileSync(join(dataDirectory, "engine.json"), JSON.stringify({ pid: child.pid, endpoint }));
  const stop = async () => {
    forget();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  return { endpoint, stop };
}

async function answering(endpoint: string, child: ChildProcess): Promise<void> {
  const api = new DynamoApi(endpoint);
  try {
    for (let waited = 0; waited < 600 && child.exitCode === null; waited += 1) {
      const answer = await api.call("DynamoDB_20120810.ListTables", {}, z.unknown()).catch(() => undefined);
      if (answer !== undefined) return;
      await sleep(100);
    }
  } finally {
    api.close();
  }
  throw new Error("DynamoDB Local did not start within a minute");
}
