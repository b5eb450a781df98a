import { giveAuthorizationCode } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [giveAuthorizationCode] },
  ...usual,
  failure: "A code cannot be given away.",
});
