import { correctBindingName, correctName } from "../../shared/contract/certificate/corrections.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [correctName, correctBindingName] },
  ...usual,
  failure: "A certificate bears a wrong name until staff ask again.",
});
