import { isDeepStrictEqual } from "node:util";
import { bindings } from "../certificate/bindings.ts";
import { candidateLinks } from "../certificate/candidate-links.ts";
import { certificates } from "../certificate/certificates.ts";
import { put } from "../core/change.ts";
import { type Entity, ownItem } from "../core/entity.ts";
import { unlessLater } from "../core/later.ts";
import type { Migration } from "../core/migrate.ts";
import { type StoredItem, valueIn } from "../core/stored-item.ts";
import { indexes, type TableIndex, table } from "../core/table.ts";
import { enrolments } from "../exam/enrolments.ts";
import { examCodes } from "../exam/exam-codes.ts";
import { registrations } from "../exam/registrations.ts";
import { reports } from "../exam/reports.ts";
import { results } from "../exam/results.ts";
import { mails } from "../history/mails.ts";
import { applications } from "../partner/applications.ts";
import { memberships } from "../partner/memberships.ts";
import { partnerAt } from "../partner/partners.ts";
import { certifications } from "../programme/certifications.ts";
import { authorizationCodes } from "../purchase/authorization-codes.ts";
import { batches } from "../purchase/batches.ts";
import { orders } from "../purchase/orders.ts";

/** Kinds with an own partition. A reader of an earlier form goes once every stage was migrated with it. */
const rewritten: readonly Entity<unknown>[] = [
  ...[applications, authorizationCodes, batches, bindings, candidateLinks, certificates, certifications, enrolments],
  ...[examCodes, mails, memberships, orders, partnerAt("").entity, registrations, reports, results],
];

const derived: readonly string[] = [
  ...Object.values<TableIndex>(indexes).flatMap(({ partition, sort }) => [partition, sort ?? partition]),
  table.timeToLive,
];

/** The migrations of this release. `npm run migrate` applies them in this order. */
export const migrations: readonly Migration[] = [{ name: "as-written-today", of: asWrittenToday }];

/**
 * The item as this version writes it: an order with the facts of its payments in place of its earlier state, and the places
 * in lists, searches, the work list and the schedule, which came after the first items. Of a later version: as it is.
 */
function asWrittenToday(item: StoredItem): StoredItem | undefined {
  const entity = rewritten.find(({ kind }) => kind === item.kind);
  if (entity === undefined || item.sk !== ownItem) return undefined;
  const value = unlessLater(() => valueIn(entity, item.data));
  if (value === undefined) return undefined;
  const { pk, sk } = item;
  const { attributes } = put({ entity, id: pk.slice(pk.indexOf("#") + 1), key: { pk, sk } }, value);
  const { mark: _, ...written } = attributes;
  const none = Object.fromEntries(derived.map((name) => [name, undefined]));
  const after = { ...item, ...none, ...written };
  return isDeepStrictEqual(plain(after), plain(item)) ? undefined : after;
}

/** Without members that are undefined, as the table keeps them. */
function plain(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}
