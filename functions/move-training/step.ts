import { moveTraining } from "../../shared/contract/purchase/refunds.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [moveTraining] },
  ...usual,
  failure: "A buyer does not see how far the training is.",
});
