import { closeReport } from "../../shared/contract/exam/report-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [closeReport] },
  ...usual,
  failure: "Staff cannot close a report.",
});
