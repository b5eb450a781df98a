import { createWriteStream, type WriteStream } from "node:fs";
import * as z from "zod";
import type { DataDirectory } from "./data-directory.ts";

const lineSchema = z.looseObject({ level: z.string().optional(), message: z.string().optional() });

export type LogLine = z.infer<typeof lineSchema>;

/** Prints progress. */
export function say(text: string): void {
  console.log(text);
}

/** Prints a warning. */
export function warn(text: string): void {
  console.error(text);
}

/** Lines that come together are written together: to write one costs the host more than to take it. */
const gatherMilliseconds = 20;

/** Writes the functions' output to `functions.log`, and errors (or everything) to the console. */
export class FunctionLog {
  readonly #file: WriteStream;
  readonly #verbose: boolean;
  readonly #observe: (line: LogLine) => void;

  constructor(directory: DataDirectory, verbose: boolean, observe: (line: LogLine) => void) {
    this.#file = createWriteStream(directory.ownFile("functions.log"), { flags: "a" });
    this.#file.on("error", (error) => warn(`functions.log cannot be written: ${error.message}`));
    this.#verbose = verbose;
    this.#observe = observe;
  }

  /** Takes complete lines of one function. */
  take(functionName: string, text: string): void {
    if (this.#file.writableCorked === 0) {
      this.#file.cork();
      setTimeout(() => this.#file.uncork(), gatherMilliseconds).unref();
    }
    for (const line of text.split("\n")) {
      if (line === "") continue;
      this.#file.write(`${line}\n`);
      const parsed = parse(line);
      if (parsed !== undefined) this.#observe(parsed);
      if (this.#verbose || parsed?.level === "ERROR" || parsed?.level === "CRITICAL") warn(`[${functionName}] ${line}`);
    }
  }

  close(): void {
    this.#file.end();
  }
}

function parse(line: string): LogLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
