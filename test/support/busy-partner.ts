import { randomBytes } from "node:crypto";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { drawSortableId } from "../../shared/domain/code.ts";
import type { Instant } from "../../shared/domain/instant.ts";
import type { LedgerEntry } from "../../shared/domain/partner/ledger.ts";
import { put } from "../../shared/store/core/change.ts";
import { client, tableName } from "../../shared/store/core/client.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import * as given from "./given.ts";
import { defaultTime } from "./invoke.ts";
import * as partners from "./partners.ts";

/** A partner with codes that were assigned and returned again and again: the balance is as if nothing had moved. */
export async function busyPartner(pairs: number): Promise<string> {
  const made = await partners.partner();
  const certificationId = await given.certification("acp");
  const codes = await partners.examCodes(made, certificationId, 4);
  const { partnerId } = made;
  const about = { partnerId, at: defaultTime, level: "acp", quantity: 1, by: "ana", accountId: "ben" };
  const moves = Array.from({ length: pairs }, (_, at) => codes[at % 3] ?? "").flatMap((code) => [
    { ...about, changeId: changeId(defaultTime), kind: "assigned" as const, codes: [code] },
    { ...about, changeId: changeId(defaultTime), kind: "returned" as const, codes: [code] },
  ]);
  await written([...moves, { ...about, changeId: changeId(defaultTime), kind: "used", codes: [codes[3] ?? ""] }]);
  return partnerId;
}

export const changeId = (at: Instant) => drawSortableId("bch", randomBytes, at);

export async function written(entries: readonly LedgerEntry[]): Promise<void> {
  const items = entries.map((entry) => {
    const { key, kind, attributes } = put(ledgerAt(entry), entry);
    const Item = { ...key, kind, version: 1, commit: entry.changeId, ...attributes };
    return { PutRequest: { Item } };
  });
  for (let at = 0; at < items.length; at += 25) {
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName()]: items.slice(at, at + 25) } }));
  }
}
