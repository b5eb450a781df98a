import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { messageOf, StartFailure } from "./failure.ts";

const holder = z.object({ pid: z.number() });

/**
 * The folder that holds everything a host remembers. One host at a time may use it: the lock is SQLite's on a file of its
 * own, which the operating system lets go when the process ends, however it ends.
 */
export class DataDirectory {
  readonly path: string;
  readonly #lock: DatabaseSync;

  private constructor(path: string, lock: DatabaseSync) {
    this.path = path;
    this.#lock = lock;
  }

  /** Makes the folder if need be and locks it. Refuses with StartFailure if another host holds it or it cannot be written. */
  static open(directory: string): DataDirectory {
    const path = resolve(directory);
    try {
      mkdirSync(path, { recursive: true });
    } catch (thrown) {
      throw new StartFailure(`DATA_DIR ${directory} cannot be made: ${messageOf(thrown)}`);
    }
    const opened = new DataDirectory(path, lockOf(path, directory));
    opened.write("host.json", { pid: process.pid });
    return opened;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** The state kept under that name, or undefined if there is none. Throws if it does not fit the schema. */
  read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    return readJson(this.file(name), schema);
  }

  /** Replaces the state under that name in one step: after a crash it is the former or this one, never half of it. */
  write(name: string, value: unknown): void {
    const fresh = this.file(`.${name}.new`);
    const descriptor = openSync(fresh, "w", 0o600);
    writeSync(descriptor, JSON.stringify(value));
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(fresh, this.file(name));
  }

  close(): void {
    if (this.#lock.isOpen) this.#lock.close();
  }
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

function lockOf(path: string, named: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(path, "lock.sqlite"));
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (thrown) {
    database?.close();
    if (!messageOf(thrown).includes("locked")) {
      throw new StartFailure(`DATA_DIR ${named} cannot be written: ${messageOf(thrown)}`);
    }
    const pid = readJson(join(path, "host.json"), holder)?.pid;
    const who = pid === undefined ? "another host" : `another host (process ${pid})`;
    throw new StartFailure(`DATA_DIR ${named} is in use by ${who}. Stop that one, or set DATA_DIR to another folder.`);
  }
}
