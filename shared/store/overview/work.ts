import type { Instant } from "../../domain/instant.ts";
import type { WorkItem } from "../../domain/work-item.ts";
import { bindings } from "../certificate/bindings.ts";
import { sittings } from "../certificate/sittings.ts";
import type { Cost } from "../core/cost.ts";
import type { Entity } from "../core/entity.ts";
import { Facts } from "../core/facts.ts";
import { workAttribute } from "../core/index-attributes.ts";
import { unlessLater } from "../core/later.ts";
import { behind, type Page, type Part } from "../core/list.ts";
import { keyAt, positionOf, query } from "../core/query.ts";
import { read } from "../core/read.ts";
import { storedItem, valueIn } from "../core/stored-item.ts";
import { examCodes } from "../exam/exam-codes.ts";
import { registrations } from "../exam/registrations.ts";
import { reports } from "../exam/reports.ts";
import { mails } from "../history/mails.ts";
import { orders } from "../purchase/orders.ts";

/** Entities with `work`. */
const waiting: readonly Entity<unknown>[] = [reports, registrations, examCodes, sittings, bindings, mails, orders];

/** The work of staff at `now`, oldest first (R37). `limit` counts things, and a thing has a row for each reason. */
export async function listWork(
  { limit, after, kind }: Pick<Part, "limit" | "after"> & { readonly kind?: WorkItem["kind"] | undefined },
  now: Instant,
  cost: Cost,
): Promise<Page<WorkItem>> {
  const asked = { index: "by-work", partition: workAttribute, to: behind(now), limit, after } as const;
  const { items, next } = await query(asked, cost);
  const keys = items.map((item) => keyAt(positionOf("by-work", item)));
  const facts = new Facts();
  await read(
    facts,
    keys.map((key) => ({ key })),
    cost,
  );
  const rows = keys.flatMap((key) => unlessLater(() => workOf(facts.item(key))) ?? []);
  return {
    values: rows.filter((each) => each.since <= now && (kind === undefined || each.kind === kind)),
    next,
  };
}

/** The instant since which the oldest work waits. The index may lag. */
export async function oldestWork(now: Instant, cost: Cost): Promise<Instant | undefined> {
  const { items } = await query({ index: "by-work", partition: workAttribute, to: behind(now), limit: 1 }, cost);
  return items[0] && positionOf("by-work", items[0]).ownerSort?.split("#")[0];
}

function workOf(item: unknown): readonly WorkItem[] {
  const { kind, data } = storedItem.optional().parse(item) ?? {};
  const entity = waiting.find((each) => each.kind === kind);
  return entity?.work?.(valueIn(entity, data)) ?? [];
}
