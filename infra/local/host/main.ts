import { StartFailure } from "./failure.ts";
import { Host } from "./host.ts";
import { say, warn } from "./log.ts";
import { optionsFrom } from "./options.ts";

const host = new Host();
let isStopping = false;

/** Ends the host; asked a second time, it ends at once. */
async function end(code: number): Promise<void> {
  if (isStopping) process.exit(code || 1);
  isStopping = true;
  await host.stop();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (!isStopping) say("Stopping");
    end(0).catch(fail);
  });
}

function fail(thrown: unknown): void {
  warn(thrown instanceof StartFailure ? thrown.message : String(thrown instanceof Error ? thrown.stack : thrown));
  process.exit(1);
}

try {
  const started = performance.now();
  const url = await host.start(optionsFrom(process.argv.slice(2), process.env));
  say(`Started in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  say(`certrail is ready at ${url}`);
  say(`To try it in a browser, begin at ${url}/__local/candidates`);
} catch (thrown) {
  if (!isStopping) {
    warn(thrown instanceof StartFailure ? thrown.message : String(thrown instanceof Error ? thrown.stack : thrown));
    end(1).catch(fail);
  }
}
