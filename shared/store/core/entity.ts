import type * as z from "zod";
import type { StatusPlace } from "../../domain/certificate/status-list.ts";
import type { Kind } from "../../domain/history/event.ts";
import type { Instant } from "../../domain/instant.ts";
import type { WorkItem } from "../../domain/work-item.ts";
import type { Whole } from "./whole.ts";

export type Key = { readonly pk: string; readonly sk: string };

/** Kinds of which things fall due: each has an entity that says when, and a handler in the sweep. */
export type DueKind =
  | "appointment"
  | "authorization-code"
  | "batch"
  | "binding"
  | "certificate"
  | "exam-code"
  | "mail"
  | "order"
  | "partner"
  | "registration"
  | "report"
  | "result"
  | "sitting";

/** Stored with each item; the kinds of `Kind` have a history, the others have none. */
export type StoredKind =
  | Kind
  | "enrolment"
  | "appointment"
  | "result"
  | "message"
  | "sitting"
  | "counted"
  | "ledger"
  | "kept-ledger"
  | "exam-series"
  | "refused-attempt"
  | "status-place"
  | "wait"
  | "payment"
  | "dispute";

/** When the schedule must look at a thing. The compiler wants it of each kind that falls due, and of no other. */
type Falling<T> =
  | { readonly kind: DueKind; due(value: T): Instant | undefined }
  | { readonly kind: Exclude<StoredKind, DueKind>; readonly due?: never };

/** The stored form of one kind of thing. Its facts are in the item's `data`; the store owns the other attributes. */
export type Entity<T> = {
  readonly kind: StoredKind;
  readonly schema: z.ZodType<T>;
  /** The list in which it stands, and the text that orders it there: since when, mostly. */
  owner?(value: T): { readonly list: string; readonly sort: string } | undefined;
  /** The code by whose last symbols staff find it. */
  code?(value: T): string | undefined;
  /** The e-mail address by which staff find it. */
  email?(value: T): string | undefined;
  /** The person's name by whose beginning staff find it. */
  personName?(value: T): string | undefined;
  /** Since when it stands in the list of all things of its kind, for staff. */
  listedSince?(value: T): Instant | undefined;
  /** When the schedule must look at it. */
  due?(value: T): Instant | undefined;
  /** The work that it gives to staff, perhaps from a later instant on (R37). Each write puts it into the work list. */
  work?(value: T): readonly WorkItem[];
  /** Its place in a status list, once it is revoked: from then on the list tells so, whoever revoked it. */
  revokedAt?(value: T): StatusPlace | undefined;
  /** When DynamoDB may drop it: some days later, so it is never an expiry rule. */
  mayGoAfter?(value: T): Instant | undefined;
  /** The fingerprint of the schema, for a kind that may be written unread: see `copy`. A test says when it is wrong. */
  readonly mark?: string;
};

/** One thing, by its identifier. */
export type Ref<T> = { readonly entity: Entity<T>; readonly id: string; readonly key: Key };

/** Whatever can be looked up by its key. */
export type Looked = Pick<Ref<unknown>, "key">;

/** The sort key of a thing's own item; its later events stand behind it in the same partition. */
export const ownItem = ".";

/** A kind, proved to read all of `T`: see `Whole`. Called with the type first, because the schema's own is inferred. */
export function kindOf<T>() {
  return <S extends z.ZodType<T>>(definition: Definition<T, S>): Entity<T> => described<T>(definition);
}

/** A kind of which each thing has a partition of its own. */
export function entity<T>() {
  return <S extends z.ZodType<T>>(definition: Definition<T, S>): Entity<T> & { at(id: string): Ref<T> } => {
    const own = described<T>(definition);
    const at = (id: string): Ref<T> => ({ entity: own, id, key: keyOf(own.kind, id) });
    return Object.assign(own, { at });
  };
}

type Definition<T, S extends z.ZodType<T>> = Unbuilt<T> & { readonly schema: () => S & Whole<T, S> };

type Unbuilt<T> = Omit<Entity<T>, "kind" | "due" | "schema"> & Falling<T>;

/** Its schema is built when an item is first read or replaced, because a function knows more kinds than one call meets. */
function described<T>(definition: Unbuilt<T> & { readonly schema: () => z.ZodType<T> }): Entity<T> {
  const { schema: build, ...known } = definition;
  let built: z.ZodType<T> | undefined;
  return {
    ...known,
    get schema() {
      built ??= build();
      return built;
    },
  };
}

/** A kind of part in the partition of another thing, ordered by its sort key. It has no history of its own. */
export function partOf<T>(parent: Kind) {
  return <S extends z.ZodType<T>>(
    definition: Definition<T, S>,
  ): Entity<T> & { at(parentId: string, place: string): Ref<T> } => {
    const own = described<T>(definition);
    const at = (parentId: string, place: string): Ref<T> => ({
      entity: own,
      id: `${parentId}/${place}`,
      key: { pk: keyOf(parent, parentId).pk, sk: `${own.kind.toUpperCase()}#${place}` },
    });
    return Object.assign(own, { at });
  };
}

export function keyOf(kind: string, id: string): Key {
  return { pk: `${kind.toUpperCase()}#${id}`, sk: ownItem };
}

/** The lists in which things stand: an account's, what was given to an address, and the public catalogue. */
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
