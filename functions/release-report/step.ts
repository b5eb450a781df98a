import { releaseReport } from "../../shared/contract/exam/report-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [releaseReport] },
  ...usual,
  failure: "Staff cannot send a parked report round again.",
});
