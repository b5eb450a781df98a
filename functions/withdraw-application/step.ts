import { withdrawApplication } from "../../shared/contract/partner/application-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [withdrawApplication] },
  ...usual,
  failure: "An applicant cannot take an application back.",
});
