import { getCandidateLink } from "../../shared/contract/exam/candidate-links.ts";
import { getReport, listReports } from "../../shared/contract/exam/report-operations.ts";
import { listRefusedAttempts } from "../../shared/contract/history/attempts.ts";
import { getMessage, listMessages } from "../../shared/contract/history/message-operations.ts";
import { getHistory } from "../../shared/contract/overview/account.ts";
import { getAccount } from "../../shared/contract/overview/accounts.ts";
import { getRecordsCsv, listRecords } from "../../shared/contract/overview/record-operations.ts";
import { search } from "../../shared/contract/overview/search.ts";
import { listWork } from "../../shared/contract/overview/work.ts";
import { recountPartner } from "../../shared/contract/partner/recount.ts";
import { getBatch, getBatchCodes, listBatches } from "../../shared/contract/purchase/batch-operations.ts";
import { DeployedStep, whole } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: {
    http: [
      listWork,
      listReports,
      getReport,
      getHistory,
      listMessages,
      getMessage,
      listRecords,
      getRecordsCsv,
      getAccount,
      search,
      listRefusedAttempts,
      getCandidateLink,
      listBatches,
      getBatch,
      getBatchCodes,
      recountPartner,
    ],
  },
  secrets: ["internal"],
  ...whole,
  failure: "Staff cannot help who calls, nor see what is parked, what happened, and which codes they granted.",
});
