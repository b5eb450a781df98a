import { randomBytes, randomUUID } from "node:crypto";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { getLedgerBalance, listLedger } from "../../shared/contract/partner/ledger.ts";
import { recountPartner } from "../../shared/contract/partner/recount.ts";
import { listTallyCertificates } from "../../shared/contract/partner/tally-operations.ts";
import { drawSortableId } from "../../shared/domain/code.ts";
import type { Event } from "../../shared/domain/history/event.ts";
import { withCounts } from "../../shared/domain/partner/partner.ts";
import { type Change, put } from "../../shared/store/core/change.ts";
import { client, tableName } from "../../shared/store/core/client.ts";
import { countedAt } from "../../shared/store/partner/counted.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";
import { call } from "../steps/calls.ts";
import * as given from "../support/given.ts";
import { defaultTime } from "../support/invoke.ts";
import * as organizations from "../support/organizations.ts";
import * as partners from "../support/partners.ts";
import { Meter } from "./meter.ts";
import type { Measured } from "./scale.ts";

const later = "2027-06-22T09:30:00.000Z";
const validUntil = "2028-11-22T09:30:00.000Z";
const halfYear = 180 * 86_400_000;
const [inBatch, atOnce] = [25, 8];
const agreeing = z.object({ agrees: z.boolean() });

/** A partner with so many entries, measured, and a batch of so many codes. */
export async function measuredAt(size: number): Promise<readonly Measured[]> {
  const partnerId = await partnerWith(size);
  const certifiedId = await partnerWithCertificates(size);
  const meter = new Meter(client);
  const request = { params: { partnerId }, as: given.staff, at: later };
  const rows: Measured[] = [];
  const measure = async (name: string, work: () => Promise<unknown>) => {
    const begun = performance.now();
    const { readUnits } = await meter.measure(name, work);
    rows.push({ name, size, units: readUnits, ms: performance.now() - begun });
  };
  await measure("a page", async () => given.must([200], await call(listLedger, request)));
  // A reading that is cut off leaves its sums to the next.
  await measure("balance, whole ledger", async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const answer = given.must([200, 503], await call(getLedgerBalance, request));
      if (answer.status === 200) return;
    }
    throw new Error("No balance came");
  });
  await measure("balance, kept", async () => given.must([200], await call(getLedgerBalance, request)));
  await measure("recount", async () => given.must([200], await call(recountPartner, request)));
  const certified = { ...request, params: { partnerId: certifiedId } };
  await measure("recount of so many certificates", async () => {
    const { body } = given.must([200], await call(recountPartner, certified));
    if (!agreeing.parse(body).agrees) throw new Error("The recount of the certificates does not agree");
  });
  await measure("a page of the tally", async () => given.must([200], await call(listTallyCertificates, certified)));
  const batchId = await given.orderedBatch({ edition: "general-purpose", levels: ["acp"], quantity: size });
  await measure("a batch of so many codes", () => given.issuing(batchId));
  meter.stop();
  return rows;
}

/** Codes that were booked again and again, evenly over half a year. */
async function partnerWith(entries: number): Promise<string> {
  const made = await partners.partner();
  const codes = await partners.examCodes(made, await given.certification("acp"), 4);
  const { partnerId } = made;
  await written(Array.from({ length: entries }, (_, at) => movementOf(partnerId, codes[at % 4] ?? "", at / entries)));
  return partnerId;
}

function movementOf(partnerId: string, code: string, share: number) {
  const at = new Date(Date.parse(defaultTime) + share * halfYear).toISOString();
  const changeId = drawSortableId("bch", randomBytes, at);
  const about = { changeId, partnerId, at, level: "acp", quantity: 1, by: "ana", accountId: "ben" };
  const entry = { ...about, kind: "booked", codes: [code] } as const;
  return itemOf(put(ledgerAt(entry), entry));
}

/** Each certificate with its row, its event and its coupon, as a claim writes them (R27). */
async function partnerWithCertificates(size: number): Promise<string> {
  const { partnerId } = await partners.partner();
  const ref = partnerAt(partnerId);
  await organizations.stored({ type: "certificate.claimed", data: { validUntil } }, [ref], (facts) => {
    const partner = facts.get(ref);
    return partner === undefined ? [] : [put(ref, withCounts(partner, "acp", { counted: size, standing: size }))];
  });
  await written(Array.from({ length: size }, (_, at) => certificateOf(partnerId, at)).flat());
  return partnerId;
}

function certificateOf(partnerId: string, at: number) {
  const about = { partnerId, certificateId: `crt_${at}`, level: "acp" };
  const paid = { why: "claimed", paidBy: "otherwise", countedAt: defaultTime } as const;
  const person = { accountId: "ana", holderName: "Ana Sá", certificationId: "acp-cloud-computing" };
  const row = { ...about, ...person, ...paid, validUntil };
  const changeId = drawSortableId("bch", randomBytes, defaultTime);
  const coupon = { ...about, changeId, at: defaultTime, quantity: 1, by: "ana" };
  const entry = { ...coupon, kind: "granted", why: "certificate" } as const;
  return [itemOf(put(countedAt(row), row)), itemOf(put(ledgerAt(entry), entry)), eventOf(partnerId, at)];
}

function eventOf(partnerId: string, at: number) {
  const certificateId = `crt_${at}`;
  const event: Event = {
    ...{ eventId: `evt_${at}`, type: "certificate.claimed", at: defaultTime, requestId: randomUUID() },
    actor: { kind: "account", id: "ana" },
    subjects: [
      { kind: "certificate", id: certificateId },
      { kind: "partner", id: partnerId },
    ],
    data: { certificateId, validUntil, level: "acp", change: "counted" },
  };
  const sk = `EVENT#${String(at + 100).padStart(8, "0")}`;
  return { pk: partnerAt(partnerId).key.pk, sk, kind: "event", version: 1, commit: event.eventId, event };
}

function itemOf({ key, kind, attributes }: Change) {
  return { ...key, kind, version: 1, commit: "seed", ...attributes };
}

async function written(items: readonly Record<string, unknown>[]): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let some = left.splice(0, inBatch); some.length > 0; some = left.splice(0, inBatch)) {
      const puts = some.map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName()]: puts } }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
