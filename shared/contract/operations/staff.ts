import { acceptReport, closeReport, getReport, listReports, releaseReport } from "../exam/report-operations.ts";
import { listRefusedAttempts } from "../history/attempts.ts";
import {
  closeMessage,
  getMessage,
  listMessages,
  releaseMessages,
  sendMessageAgain,
} from "../history/message-operations.ts";
import { getHistory } from "../overview/account.ts";
import { getAccount } from "../overview/accounts.ts";
import { getRecordsCsv, listRecords } from "../overview/record-operations.ts";
import { search } from "../overview/search.ts";
import { listWork } from "../overview/work.ts";

/** Staff: records, reports, work and messages. */
export const ofStaff = [
  listRecords,
  getRecordsCsv,
  getAccount,
  getHistory,
  listReports,
  getReport,
  releaseReport,
  acceptReport,
  closeReport,
  listWork,
  listMessages,
  getMessage,
  sendMessageAgain,
  releaseMessages,
  closeMessage,
  search,
  listRefusedAttempts,
] as const;
