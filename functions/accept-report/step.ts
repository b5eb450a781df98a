import { acceptReport } from "../../shared/contract/exam/report-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [acceptReport] },
  ...usual,
  failure: "A result that staff have found to be right does not count.",
});
