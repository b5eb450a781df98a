import { correctCandidate } from "../../shared/contract/certificate/corrections.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [correctCandidate] },
  ...usual,
  failure: "A mistyped name reaches the test centre, which turns the candidate away.",
});
