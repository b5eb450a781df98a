import { rejectApplication } from "../../shared/contract/partner/application-decisions.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [rejectApplication] },
  ...usual,
  failure: "An applicant is not told that the application was rejected.",
});
