import { approveApplication } from "../../shared/contract/partner/application-decisions.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [approveApplication] },
  ...usual,
  failure: "An applicant waits, and what is passed meanwhile does not count for the partner.",
});
