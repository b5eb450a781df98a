import { cancelAuthorizationCode } from "../../shared/contract/purchase/authorization-code-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [cancelAuthorizationCode] },
  ...usual,
  failure: "Staff cannot withdraw a code that got into wrong hands.",
});
