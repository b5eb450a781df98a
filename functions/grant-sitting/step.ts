import { grantSitting } from "../../shared/contract/exam/registration-decisions.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [grantSitting] },
  ...usual,
  failure: "A candidate who lost a sitting to no fault of their own does not get it again.",
});
