import { getReport, listReports } from "../../shared/contract/exam/report-operations.ts";
import { reportView } from "../../shared/contract/exam/reports.ts";
import { listWork, workView } from "../../shared/contract/overview/work.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { listStep, type Place, pageReply } from "../../shared/http/list.ts";
import { accountEndpoint, step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { behind } from "../../shared/store/core/list.ts";
import { reports } from "../../shared/store/exam/reports.ts";
import * as work from "../../shared/store/overview/work.ts";

export const endpoints = [
  listStep(listReports, ({ query: { status }, now }) => {
    const shown = { entity: reports, view: reportView };
    if (status === "closed") return { ...shown, list: lists.closedReports };
    const part = status === "parked" ? { to: now } : { from: behind(now) };
    return { ...shown, list: lists.openReports, ...part };
  }),
  step(getReport, {
    reads: ({ params }) => ({ report: reports.at(params.reportId) }),
    decide: (facts, refs, { now }) => {
      const report = facts.get(refs.report);
      if (report === undefined) return refuse("report-not-found");
      return accept({ body: reportView(report, now), about: report.concerns?.accountId });
    },
  }),
  accountEndpoint(listWork, (call) => {
    const { query, now, cost } = call;
    const readPart = (place: Place) => work.listWork({ ...place, kind: query.kind }, now, cost);
    return pageReply(listWork, call, "work", readPart, workView);
  }),
];
