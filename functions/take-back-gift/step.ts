import { takeBackGift } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [takeBackGift] },
  ...usual,
  failure: "A code that was given to a wrong address stays there.",
});
