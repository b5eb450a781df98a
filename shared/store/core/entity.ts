import { createHash } from "node:crypto";
import * as z from "zod";
import type { StatusPlace } from "../../domain/certificate/status-list.ts";
import type { Kind } from "../../domain/history/event.ts";
import type { Instant } from "../../domain/instant.ts";
import type { WorkItem } from "../../domain/work-item.ts";

export type Key = { readonly pk: string; readonly sk: string };

/** How one kind of thing is stored. The facts are in the item's `data`, and everything else belongs to the store. */
export type Entity<T> = {
  /** A kind of `Kind` has a history. Others are parts. */
  readonly kind:
    | Kind
    | ("enrolment" | "appointment" | "result" | "message" | "sitting" | "counted" | "ledger" | "exam-series")
    | ("refused-attempt" | "status-place" | "wait" | "payment" | "dispute");
  readonly schema: z.ZodType<T>;
  /** The list that holds it, and its sort text. */
  owner?(value: T): { readonly list: string; readonly sort: string } | undefined;
  /** Staff find it by the code's last symbols. */
  code?(value: T): string | undefined;
  /** Staff find it by the e-mail address. */
  email?(value: T): string | undefined;
  /** Staff find it by the beginning of the name. */
  personName?(value: T): string | undefined;
  /** Its place in the list of all things of the kind. */
  listedSince?(value: T): Instant | undefined;
  /** When the schedule must look at it. */
  due?(value: T): Instant | undefined;
  /** The work for staff (R37). Each write updates the work list. */
  work?(value: T): readonly WorkItem[];
  /** The place in a status list of a revoked thing. */
  revokedAt?(value: T): StatusPlace | undefined;
  /** When it is deleted. Never an expiry rule. */
  droppedAfter?(value: T): Instant;
  /** When DynamoDB may delete it without the schedule. */
  mayGoAfter?(value: T): Instant;
};

export type Ref<T> = { readonly entity: Entity<T>; readonly id: string; readonly key: Key };

export type Looked = Pick<Ref<unknown>, "key">;

/** A thing's own item. Its later events follow in the same partition. */
export const ownItem = ".";

export function entity<T>(definition: Entity<T>): Entity<T> & { at(id: string): Ref<T> } {
  const at = (id: string): Ref<T> => ({ entity: definition, id, key: keyOf(definition.kind, id) });
  return { ...definition, at };
}

/**
 * A part in the partition of its thing, ordered by its sort key, so that one consistent query finds it. It has no
 * history.
 */
export function partOf<T>(
  definition: Omit<Entity<T>, "due" | "droppedAfter">,
  parent: Kind,
): Entity<T> & { at(parentId: string, place: string): Ref<T> } {
  const at = (parentId: string, place: string): Ref<T> => ({
    entity: definition,
    id: `${parentId}/${place}`,
    key: { pk: keyOf(parent, parentId).pk, sk: `${definition.kind.toUpperCase()}#${place}` },
  });
  return { ...definition, at };
}

export function keyOf(kind: string, id: string): Key {
  return { pk: `${kind.toUpperCase()}#${id}`, sk: ownItem };
}

/**
 * The identifier that follows from a code, so that the code finds the thing in one read. One-way, so it does not reveal
 * the code.
 */
export function idFor(prefix: "reg" | "crt" | "sit" | "bnd" | "app" | "lnk", code: string): string {
  return `${prefix}_${digest(`${prefix}:${code}`).slice(0, 20)}`;
}

/** 128 bits of SHA-256, in hexadecimal digits. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** The lists of accounts, recipients and the catalogue. */
export const lists = {
  account: (accountId: string): string => `ACCOUNT#${accountId}`,
  recipient: (email: string): string => `EMAIL#${email}`,
  catalogue: "CATALOGUE",
  batches: "BATCHES",
  organization: (organizationId: string): string => `ORGANIZATION#${organizationId}`,
  partner: (partnerId: string): string => `PARTNER#${partnerId}`,
  partners: "PARTNERS",
  mails: (status: string): string => `MAILS#${status}`,
  openReports: "REPORTS#open",
  closedReports: "REPORTS#closed",
  tried: (codeDigest: string): string => `TRIED#${codeDigest}`,
};

/** The store's own attributes. */
export const storedItem = z.object({
  pk: z.string(),
  sk: z.string(),
  kind: z.string(),
  version: z.number().int(),
  /** A commit whose answer was lost recognises itself by this. */
  commit: z.string(),
  /** The registration of a copy. */
  root: z.string().optional(),
  data: z.unknown().optional(),
  /** The event that made the thing. */
  event: z.unknown().optional(),
});

export type StoredItem = z.infer<typeof storedItem>;
