export type TableIndex = {
  readonly partition: string;
  readonly sort?: string;
  /** Without it, a text. */
  readonly sortIs?: "number";
  /** Only the keys by default, so that a change of the item costs nothing there. */
  readonly holds?: "items";
};

/** The keys and indexes, for the stack and for queries. Each index is sparse. */
export const table = { partition: "pk", sort: "sk", stream: "NEW_AND_OLD_IMAGES", timeToLive: "ttl" } as const;

export const indexes = {
  /** Lists of accounts. */
  "by-owner": { partition: "owner", sort: "ownerSort", holds: "items" },
  /** Work of the schedule. */
  "by-due": { partition: "due", sort: "dueSort" },
  /** Work of staff. */
  "by-work": { partition: "work", sort: "workSort" },
  /** All things of a kind. */
  "by-kind": { partition: "listed", sort: "listedSort" },
  /** Search by name. */
  "by-name": { partition: "initial", sort: "nameSort" },
  /** Revoked places of a status list. */
  "by-status-list": { partition: "statusList", sort: "statusIndex", sortIs: "number" },
  /** Search by code or address. */
  "by-tail": { partition: "tail" },
  "by-email": { partition: "email" },
} as const satisfies { readonly [name: string]: TableIndex };

export type IndexName = keyof typeof indexes;

/** Sorts behind every text with the same beginning. */
export const lastSymbol = "\u{10ffff}";
