import { randomBytes } from "node:crypto";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import { getLedgerBalance, listLedger } from "../../shared/contract/partner/ledger.ts";
import { recountPartner } from "../../shared/contract/partner/recount.ts";
import { drawSortableId } from "../../shared/domain/code.ts";
import { put } from "../../shared/store/core/change.ts";
import { client, tableName } from "../../shared/store/core/client.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { call } from "../steps/calls.ts";
import * as given from "../support/given.ts";
import { defaultTime } from "../support/invoke.ts";
import * as partners from "../support/partners.ts";
import { Meter } from "./meter.ts";
import type { Measured } from "./scale.ts";

const later = "2026-12-22T09:30:00.000Z";
const [inBatch, atOnce] = [25, 8];

/** A partner with so many entries, measured, and a batch of so many codes. */
export async function measuredAt(size: number): Promise<readonly Measured[]> {
  const partnerId = await partnerWith(size);
  const meter = new Meter(client);
  const request = { params: { partnerId }, as: given.staff, at: later };
  const rows: Measured[] = [];
  const measure = async (name: string, work: () => Promise<unknown>) => {
    const begun = performance.now();
    const { readUnits } = await meter.measure(name, work);
    rows.push({ name, size, units: readUnits, ms: performance.now() - begun });
  };
  await measure("a page", async () => given.must([200], await call(listLedger, request)));
  await measure("balance, whole ledger", async () => given.must([200], await call(getLedgerBalance, request)));
  await measure("balance, kept", async () => given.must([200], await call(getLedgerBalance, request)));
  await measure("recount", async () => given.must([200], await call(recountPartner, request)));
  const batchId = await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: size });
  await measure("a batch of so many codes", () => given.issuing(batchId));
  meter.stop();
  return rows;
}

/** Codes that were assigned and returned again and again. */
async function partnerWith(entries: number): Promise<string> {
  const made = await partners.partner();
  const codes = await partners.examCodes(made, await given.certification("acp"), 4);
  const { partnerId } = made;
  let left = Math.floor(entries / inBatch);
  const worker = async () => {
    for (; left > 0; left -= 1) {
      const items = Array.from({ length: inBatch }, (_, at) => itemOf(partnerId, codes[at % 4] ?? ""));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName()]: items } }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return partnerId;
}

function itemOf(partnerId: string, code: string) {
  const changeId = drawSortableId("bch", randomBytes, defaultTime);
  const about = { changeId, partnerId, at: defaultTime, level: "acp", quantity: 1, by: "ana", accountId: "ben" };
  const entry = { ...about, kind: "booked", codes: [code] } as const;
  const { key, kind, attributes } = put(ledgerAt(entry), entry);
  return { PutRequest: { Item: { ...key, kind, version: 1, commit: changeId, ...attributes } } };
}
