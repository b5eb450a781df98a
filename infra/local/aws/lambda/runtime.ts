import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { load } from "./compiled.ts";
import type { FromHost, Settings, ToHost } from "./runtime-messages.ts";
import { guardTable } from "./table-guard.ts";

/** Runs inside an instance: loads the bundle and handles one event after another. */
type Handler = (event: unknown, context: unknown) => unknown;

const settings: Settings = workerData;
const host = parentPort;
if (host === null) throw new Error("The runtime runs in a worker thread of the local host");

const tell = (message: ToHost) => host.postMessage(message);

/** Lines that the host does not have yet. They go with the answer, or after the current turn if there is none. */
let unsent = "";

process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) => printed(chunk, rest);
process.stderr.write = (chunk: string | Uint8Array, ...rest: unknown[]) => printed(chunk, rest);

function printed(chunk: string | Uint8Array, rest: readonly unknown[]): boolean {
  if (unsent === "") setImmediate(flush);
  unsent += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
  const done = rest.at(-1);
  if (typeof done === "function") queueMicrotask(() => done());
  return true;
}

function flush(): void {
  if (unsent !== "") tell({ kind: "printed", printed: taken() });
}

function taken(): string {
  const text = unsent;
  unsent = "";
  return text;
}

process.on("exit", flush);
guardTable(settings.functionName, settings.tables, settings.allowed);
const { handler, keep } = started(settings);
let isKept = false;
tell({ kind: "ready" });

host.on("message", async ({ id, event, deadline }: FromHost) => {
  try {
    const result = await handler(JSON.parse(event), contextOf(id, deadline));
    tell({ kind: "answered", id, payload: JSON.stringify(result) ?? "null", printed: taken() });
  } catch (thrown) {
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    tell({ kind: "failed", id, error, printed: taken() });
  }
  // After an event, more of the code is compiled.
  if (!isKept) keep();
  isKept = true;
});

function started({ directory, handler: name, compiledFolder }: Settings): { handler: Handler; keep: () => void } {
  const [module = "", exported = ""] = name.split(".");
  const { exports, keep } = load(join(directory, `${module}.js`), compiledFolder);
  if (typeof exports !== "object" || exports === null) throw new Error(`${module}.js exports nothing`);
  const found: unknown = Reflect.get(exports, exported);
  if (typeof found !== "function") throw new Error(`${module}.js has no function ${exported}`);
  return { handler: (event, context) => found(event, context), keep };
}

function contextOf(awsRequestId: string, deadline: number) {
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memoryMegabytes),
    logGroupName: `/aws/lambda/${settings.functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
