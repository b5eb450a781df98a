import type { Certificate } from "../../domain/certificate/certificate.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import type { Counted } from "../../domain/partner/tally.ts";
import { certificates } from "../certificate/certificates.ts";
import type { Cost } from "../core/cost.ts";
import { lists, ownItem, type Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";
import { allOf, listOwned } from "../core/list.ts";
import { queryAll } from "../core/query.ts";
import { valueIn } from "../core/stored-item.ts";
import { lastSymbol } from "../core/table.ts";
import { counted } from "./counted.ts";

const maximumReadings = 5;

/** The partner and its ended certificates at one moment. Reads again if the partner has changed. */
export async function readEnded(
  facts: Facts,
  partner: Ref<Partner>,
  now: Instant,
  cost: Cost,
): Promise<{ partner: Partner; ended: Counted[] } | undefined> {
  for (let readings = 0; readings < maximumReadings; readings += 1) {
    const before = facts.item(partner.key)?.commit;
    const ended = await readRowsAndPartner(facts, partner, now, cost);
    const found = facts.get(partner);
    if (found === undefined) return undefined;
    const isOfOneMoment = facts.item(partner.key)?.commit === before;
    if (isOfOneMoment || readings === maximumReadings - 1) return { partner: found, ended };
  }
  return undefined;
}

/** One query backwards from the ended rows to the partner's item, which sorts first. */
async function readRowsAndPartner(facts: Facts, { key }: Ref<Partner>, now: Instant, cost: Cost): Promise<Counted[]> {
  facts.learn(key, undefined);
  const to = `${counted.kind.toUpperCase()}#${now}#${lastSymbol}`;
  const items = await queryAll({ partition: key.pk, from: ownItem, to, descending: true }, cost);
  return items.flatMap((item) => {
    if (item.sk === ownItem) facts.learn(key, item);
    return item.kind === counted.kind ? [valueIn(counted, item.data)] : [];
  });
}

/** Newest first. The index may lag. */
export function certificatesOf(accountId: string, cost: Cost): Promise<Certificate[]> {
  return allOf((after) => listOwned(certificates, lists.account(accountId), { limit: 100, after }, cost));
}
