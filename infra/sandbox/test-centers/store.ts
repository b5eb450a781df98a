import { randomInt } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import type { DataDirectory } from "../../local/host/data-directory.ts";
import { type Booking, bookingSchema, type Message, messageSchema, paidBy } from "./booking.ts";

const tables = `
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS bookings (number INTEGER PRIMARY KEY, id TEXT UNIQUE, paid TEXT, open INTEGER, body TEXT);
CREATE INDEX IF NOT EXISTS paid ON bookings (paid) WHERE open;
CREATE TABLE IF NOT EXISTS messages
  (number INTEGER PRIMARY KEY, id TEXT UNIQUE, booking TEXT, held INTEGER, due TEXT, body TEXT);
CREATE INDEX IF NOT EXISTS of_booking ON messages (booking);
CREATE INDEX IF NOT EXISTS due ON messages (due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS people (email TEXT PRIMARY KEY, candidate TEXT UNIQUE);
`;

const bodies = z.array(z.object({ body: z.string() }));
const person = z.object({ candidate: z.string() }).optional();

/** The test centres' database, in the data directory. Writes are durable when they return. */
export class CenterStore {
  readonly #database: DatabaseSync;

  constructor(directory: DataDirectory) {
    this.#database = directory.database("test-centers.db");
    this.#database.exec(tables);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  booking(bookingId: string): Booking | undefined {
    return this.#bookings("WHERE id = ?", bookingId)[0];
  }

  /** Newest first. */
  bookings(limit: number): Booking[] {
    return this.#bookings("ORDER BY number DESC LIMIT ?", limit);
  }

  /** The open booking with the same means of payment. */
  openLike(booking: Booking): Booking | undefined {
    return this.#bookings("WHERE open AND paid = ?", paidBy(booking))[0];
  }

  message(messageId: string): Message | undefined {
    return this.#messages("WHERE id = ?", messageId)[0];
  }

  /** In the order of events. */
  messagesOf(bookingId: string): Message[] {
    return this.#messages("WHERE booking = ? ORDER BY number", bookingId);
  }

  /** Due messages, earliest first. */
  waiting(limit: number): Message[] {
    return this.#messages("WHERE due IS NOT NULL ORDER BY due, number LIMIT ?", limit);
  }

  /** Held-back messages of the booking before that one. */
  heldBefore({ bookingId, messageId }: Message): Message[] {
    const where = "WHERE booking = ? AND held AND number < (SELECT number FROM messages WHERE id = ?) ORDER BY number";
    return this.#messages(where, bookingId, messageId);
  }

  /** Stores a booking and its report in one transaction. */
  save(booking: Booking, message: Message | undefined): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const values = [paidBy(booking), booking.status === "booked" ? 1 : 0, JSON.stringify(booking)];
      this.#database
        .prepare(
          `INSERT INTO bookings (id, paid, open, body) VALUES (?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET paid = excluded.paid, open = excluded.open, body = excluded.body`,
        )
        .run(booking.bookingId, ...values);
      if (message !== undefined) this.saveMessage(message);
      this.#database.exec("COMMIT");
    } catch (thrown) {
      this.#database.exec("ROLLBACK");
      throw thrown;
    }
  }

  saveMessage(message: Message): void {
    const values = [message.bookingId, message.held ? 1 : 0, message.dueAt ?? null, JSON.stringify(message)];
    this.#database
      .prepare(
        `INSERT INTO messages (id, booking, held, due, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET held = excluded.held, due = excluded.due, body = excluded.body`,
      )
      .run(message.messageId, ...values);
  }

  /** The second centre's id of a person, one for each e-mail address. */
  candidateId(email: string): string {
    const find = this.#database.prepare("SELECT candidate FROM people WHERE email = ?");
    const known = person.parse(find.get(email));
    if (known !== undefined) return known.candidate;
    const candidate = `ALI${randomInt(10 ** 9, 10 ** 10)}`;
    this.#database.prepare("INSERT INTO people (email, candidate) VALUES (?, ?)").run(email, candidate);
    return candidate;
  }

  #bookings(where: string, ...values: (string | number)[]): Booking[] {
    const rows = bodies.parse(this.#database.prepare(`SELECT body FROM bookings ${where}`).all(...values));
    return rows.map(({ body }) => bookingSchema.parse(JSON.parse(body)));
  }

  #messages(where: string, ...values: (string | number)[]): Message[] {
    const rows = bodies.parse(this.#database.prepare(`SELECT body FROM messages ${where}`).all(...values));
    return rows.map(({ body }) => messageSchema.parse(JSON.parse(body)));
  }
}
