/** An index of the table: its attributes, and what it holds of an item. */
export type TableIndex = {
  readonly partition: string;
  readonly sort?: string;
  /** Without it, a text. */
  readonly sortIs?: "number";
  /** The keys alone, unless it holds whole items: a change of the item then costs nothing there. */
  readonly holds?: "items";
};

/** The table's keys and indexes: what the stack makes, and what queries ask. Each index is sparse. */
export const table = { partition: "pk", sort: "sk", stream: "NEW_AND_OLD_IMAGES", timeToLive: "ttl" } as const;

export const indexes = {
  /** What an account has. */
  "by-owner": { partition: "owner", sort: "ownerSort", holds: "items" },
  /** What the schedule has to do. */
  "by-due": { partition: "due", sort: "dueSort" },
  /** What waits for staff. */
  "by-work": { partition: "work", sort: "workSort" },
  /** All things of a kind. */
  "by-kind": { partition: "listed", sort: "listedSort" },
  /** What staff search for. */
  "by-name": { partition: "initial", sort: "nameSort" },
  /** What was revoked in a status list. */
  "by-status-list": { partition: "statusList", sort: "statusIndex", sortIs: "number" },
  /** What staff search for, too. */
  "by-tail": { partition: "tail" },
  "by-email": { partition: "email" },
} as const satisfies { readonly [name: string]: TableIndex };

export type IndexName = keyof typeof indexes;

/** Behind every text that begins alike, whatever its script. */
export const lastSymbol = "\u{10ffff}";
