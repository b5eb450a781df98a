import { getRecordsCsv, listRecords } from "../../shared/contract/overview/record-operations.ts";
import { maximumRecordLines, recordFilter, recordKinds, recordsCsv } from "../../shared/contract/overview/records.ts";
import { hitView } from "../../shared/contract/overview/search.ts";
import { type Found, summaryOf } from "../../shared/domain/overview/found.ts";
import { readCursor, writeCursor } from "../../shared/http/cursor.ts";
import { type Place, pageReply } from "../../shared/http/list.ts";
import { csvReply, showing } from "../../shared/http/reply.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import * as records from "../../shared/store/overview/records.ts";

export const endpoints = [
  accountEndpoint(listRecords, (call) => {
    const { params, query, now, cost } = call;
    const part = { from: query.from, to: query.to, keep: recordFilter(query, now) };
    const readPart = (place: Place) => records.listRecords(recordKinds[params.kind], { ...place, ...part }, cost);
    const of = (found: Found) => summaryOf(found, now).accountId;
    return pageReply(listRecords, call, params.kind, readPart, hitView, of);
  }),
  accountEndpoint(getRecordsCsv, async ({ params: { kind }, query: { cursor, ...query }, account, now, cost }) => {
    const scope = {
      caller: account.accountId,
      operationId: getRecordsCsv.id,
      list: kind,
      query: JSON.stringify(query),
    };
    const after = cursor === undefined ? undefined : await readCursor(cursor, scope, now);
    const part = { from: query.from, to: query.to, keep: recordFilter(query, now) };
    const values: Found[] = [];
    let next = after;
    do {
      const limit = Math.min(500, maximumRecordLines - values.length);
      const page = await records.listRecords(recordKinds[kind], { limit, after: next, ...part }, cost);
      values.push(...page.values);
      next = page.next;
    } while (next !== undefined && values.length < maximumRecordLines);
    const reply = csvReply(kind, recordsCsv(values, now));
    const headers = { ...reply.headers, ...(next && { "x-next-cursor": await writeCursor(next, scope, now) }) };
    return showing(
      { ...reply, headers },
      values.map((found) => summaryOf(found, now).accountId),
    );
  }),
];
