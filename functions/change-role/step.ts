import { changeRole } from "../../shared/contract/partner/member-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [changeRole] },
  ...usual,
  failure: "The main account cannot name managers, or take the role from one.",
});
