import { command } from "../../commands/command.ts";
import { Host } from "./host.ts";
import { say } from "./log.ts";
import { optionsFrom, usage } from "./options.ts";

await command({
  help: usage,
  parse: () => optionsFrom(process.argv.slice(2), process.env),
  work: async (options, atEnd) => {
    const host = new Host();
    atEnd(() => host.stop());
    const started = performance.now();
    const url = await host.start(options);
    say(`Started in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    say(`certrail is ready at ${url}`);
    say(`To try it in a browser, begin at ${url}/__local/candidates`);
    return await untilItIsStopped();
  },
  stopped: 0,
});

/** The server keeps the process alive until a signal. */
function untilItIsStopped(): Promise<undefined> {
  return new Promise(() => undefined);
}
