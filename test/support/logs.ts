import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { FunctionLog } from "../../infra/local/host/log.ts";
import { forget, found, learnSecrets, scan } from "./log-scan.ts";

/** Holds every line that a function logs in a test to the rule that it has no secret, code, token, e-mail address or name. */

/** A function in this process writes its lines to the process's streams, an instance to the host's log. */
beforeAll(() => {
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream, write } of streams) {
    stream.write = (chunk: string | Uint8Array, ...rest: never[]) => {
      const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
      if (!text.startsWith("{")) return write.call(stream, chunk, ...rest);
      scan(text);
      return true;
    };
  }
  const take = FunctionLog.prototype.take;
  FunctionLog.prototype.take = function (functionName, text) {
    scan(text);
    take.call(this, functionName, text);
  };
  return () => {
    for (const { stream, write } of streams) stream.write = write;
    FunctionLog.prototype.take = take;
  };
});

function judge(): void {
  const { SECRETS_FILE: secrets } = process.env;
  if (secrets !== undefined) learnSecrets(secrets);
  expect(found(), "log lines that hold what no log line may hold").toEqual([]);
}

afterEach(judge);

afterAll(() => {
  judge();
  forget();
});
