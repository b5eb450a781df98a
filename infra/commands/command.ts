import { readFileSync } from "node:fs";
import { messageOf, StartFailure } from "../local/host/failure.ts";
import { ProgrammeError } from "../programme.ts";
import { SettingsError } from "../settings/settings.ts";

const signals = { SIGINT: 130, SIGTERM: 143 } as const;
const parentLookMilliseconds = 250;

/** An invalid command line. It is reported in one line. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}

export type Command<L> = {
  /** Usage, effect, options and environment variables. */
  readonly help: string;
  /** Reads the command line. Refuses with Misuse, or with what `parseArgs` throws. */
  readonly parse: () => L;
  /**
   * Runs the command, and returns an exit code other than 0 if there is one. `atEnd` registers clean-up work, which
   * runs in reverse order.
   */
  readonly work: (line: L, atEnd: (end: () => unknown) => void) => Promise<number | undefined>;
  /** The exit code after a signal, where a signal is the usual end. */
  readonly stopped?: number;
};

/**
 * Runs a command of `package.json`. `--help` prints its help. An invalid command line (exit code 2) and a failed
 * precondition (1) are reported in one line. SIGINT, SIGTERM or the end of npm run the clean-up; a second signal exits
 * at once.
 */
export async function command<L>({ help, parse, work, stopped }: Command<L>): Promise<void> {
  if (process.argv.slice(2).some((word) => word === "--help" || word === "-h")) return console.log(help);

  const endings: (() => unknown)[] = [];
  let isStopping = false;
  const end = async () => {
    for (const each of endings.splice(0).reverse()) await each();
  };
  const stop = (code: number) => {
    isStopping = true;
    end().then(() => process.exit(stopped ?? code), fail);
  };
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      if (isStopping) process.exit(code);
      console.error("Stopping");
      stop(code);
    });
  }
  whenParentsEnd(() => {
    if (!isStopping) stop(signals.SIGTERM);
  });

  try {
    const code = await work(parse(), (each) => endings.push(each));
    await end();
    if (!isStopping) process.exitCode = code;
  } catch (thrown) {
    // The work may fail because the clean-up has stopped its engine.
    if (isStopping) return;
    await end().catch(tell);
    fail(thrown);
  }
}

function fail(thrown: unknown): never {
  tell(thrown);
  process.exit(misuseOf(thrown) === undefined ? 1 : 2);
}

/** Something is missing or wrong: its message is enough. */
const told = [StartFailure, ProgrammeError, SettingsError];

function tell(thrown: unknown): void {
  const misuse = misuseOf(thrown);
  if (misuse !== undefined) console.error(`${misuse} --help tells what this command takes.`);
  else if (told.some((each) => thrown instanceof each)) console.error(messageOf(thrown));
  else console.error(thrown instanceof Error ? thrown.stack : String(thrown));
}

function misuseOf(thrown: unknown): string | undefined {
  if (thrown instanceof Misuse) return thrown.message;
  const isParsing = thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("ERR_PARSE_ARGS_");
  return isParsing ? `${messageOf(thrown).split(/\.\s/)[0]}.` : undefined;
}

/**
 * Polls the parent processes, because npm passes a signal to its shell, which may end without passing it on. Outside
 * npm scripts it does nothing, because a command in the background outlives its shell.
 */
function whenParentsEnd(then: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const [parent, grandparent] = [process.ppid, parentOf(process.ppid)];
  const timer = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === grandparent) return;
    clearInterval(timer);
    then();
  }, parentLookMilliseconds);
  timer.unref();
}

/** The parent of another process, on systems with `/proc`. */
function parentOf(pid: number): string | undefined {
  try {
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

/** A whole number of at least `least` from the command line. Refuses with Misuse. */
export function wholeNumber(text: string, name: string, least = 1): number {
  if (/^\d{1,12}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Misuse(`${name} must be a whole number from ${least} on, not "${text}".`);
}
