import { endHold } from "../../shared/contract/exam/result-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [endHold] },
  ...usual,
  failure: "A candidate waits for a held result that the test centre never releases.",
});
