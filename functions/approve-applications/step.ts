import { approveApplications } from "../../shared/contract/partner/bulk-approval.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [approveApplications] },
  ...usual,
  failure: "A main account cannot take in many applicants at once.",
});
