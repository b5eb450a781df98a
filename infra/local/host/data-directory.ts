import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { open, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { messageOf, StartFailure } from "./failure.ts";

const holder = z.object({ pid: z.number() });

/** State holds secrets, keys and personal data. */
const ownerOnly = { file: 0o600, folder: 0o700 } as const;

/**
 * The folder with all state of a host. Only its owner can read it. One host at a time may use it: a SQLite lock on a
 * separate file, which the operating system releases when the process ends.
 */
export class DataDirectory {
  readonly path: string;
  readonly #lock: DatabaseSync;

  private constructor(path: string, lock: DatabaseSync) {
    this.path = path;
    this.#lock = lock;
  }

  /** Creates and locks the folder. Throws StartFailure if another host holds it, or it is not writable. */
  static open(directory: string): DataDirectory {
    const path = resolve(directory);
    try {
      mkdirSync(path, { recursive: true, mode: ownerOnly.folder });
      // An existing folder may be open to others. If it belongs to another user, its files are still private.
      if (statSync(path).uid === process.getuid?.()) chmodSync(path, ownerOnly.folder);
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

  /** The path of a file that only its owner can read. It is created empty if it does not exist. */
  ownFile(name: string): string {
    return ownFile(this.file(name));
  }

  /** Opens an SQLite database. Throws StartFailure if the file is no database, or its beginning is damaged. */
  database(name: string): DatabaseSync {
    const path = this.ownFile(name);
    const database = new DatabaseSync(path);
    try {
      database.exec("SELECT count(*) FROM sqlite_schema");
      return database;
    } catch (thrown) {
      database.close();
      throw damaged(path, messageOf(thrown));
    }
  }

  /** The state of that name, if there is one. Throws StartFailure if it does not fit the schema. */
  read<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const path = this.file(name);
    return existsSync(path) ? parsed(path, readFileSync(path, "utf8"), schema) : undefined;
  }

  /** Replaces the state atomically: after a crash it is the old or the new one. */
  write(name: string, value: unknown): void {
    const fresh = this.file(`.${name}.new`);
    const descriptor = openSync(fresh, "w", ownerOnly.file);
    fchmodSync(descriptor, ownerOnly.file);
    writeSync(descriptor, JSON.stringify(value));
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(fresh, this.file(name));
  }

  /** As `write` does, while the process goes on: the disk takes some milliseconds. One at a time for each name. */
  async save(name: string, value: unknown): Promise<void> {
    const fresh = this.file(`.${name}.new`);
    const file = await open(fresh, "w", ownerOnly.file);
    try {
      await file.chmod(ownerOnly.file);
      await file.writeFile(JSON.stringify(value));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, this.file(name));
  }

  close(): void {
    if (this.#lock.isOpen) this.#lock.close();
  }
}

/** A failed start because of a damaged file, in one line with the file's name. */
export function damaged(path: string, why: string): StartFailure {
  return new StartFailure(`${path} is damaged: ${why}. Put a copy of it back, or set DATA_DIR to another folder.`);
}

/** Parses a file's JSON. Throws StartFailure without any of the text, because the text may be secret. */
export function parsed<T>(path: string, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(path, "it is not JSON");
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw damaged(path, [...(issue?.path ?? []).map(String), issue?.message].join(": "));
}

function ownFile(path: string): string {
  const descriptor = openSync(path, "a", ownerOnly.file);
  fchmodSync(descriptor, ownerOnly.file);
  closeSync(descriptor);
  return path;
}

function lockOf(path: string, named: string): DatabaseSync {
  const lock = join(path, "lock.sqlite");
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(ownFile(lock));
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (thrown) {
    database?.close();
    if (/not a database|malformed/.test(messageOf(thrown))) throw damaged(lock, messageOf(thrown));
    if (!messageOf(thrown).includes("locked")) {
      throw new StartFailure(`DATA_DIR ${named} cannot be written: ${messageOf(thrown)}`);
    }
    const pid = holderOf(join(path, "host.json"));
    const who = pid === undefined ? "another host" : `another host (process ${pid})`;
    throw new StartFailure(`DATA_DIR ${named} is in use by ${who}. Stop that one, or set DATA_DIR to another folder.`);
  }
}

/** The process that holds the folder, if the note is readable. */
function holderOf(note: string): number | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(note, "utf8"))).pid;
  } catch {
    return undefined;
  }
}
