import { getRecordsCsv, listRecords } from "../../shared/contract/overview/record-operations.ts";
import { maximumRecordLines, recordFilter, recordKinds, recordsCsv } from "../../shared/contract/overview/records.ts";
import { hitView } from "../../shared/contract/overview/search.ts";
import { type Found, summaryOf } from "../../shared/domain/overview/found.ts";
import { fileReply, type Place, pageReply } from "../../shared/http/list.ts";
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
  accountEndpoint(getRecordsCsv, (call) => {
    const { params, query, now, cost } = call;
    const part = { from: query.from, to: query.to, keep: recordFilter(query, now) };
    const readPart = (place: Place) => records.listRecords(recordKinds[params.kind], { ...place, ...part }, cost);
    const file = { name: params.kind, list: params.kind, most: maximumRecordLines };
    const of = (found: Found) => summaryOf(found, now).accountId;
    return fileReply(getRecordsCsv, call, file, readPart, (values: readonly Found[]) => recordsCsv(values, now), of);
  }),
];
