import { closeRegistration } from "../../shared/contract/exam/registration-decisions.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [closeRegistration] },
  ...usual,
  failure: "A candidate whose registration is stuck cannot register again.",
});
