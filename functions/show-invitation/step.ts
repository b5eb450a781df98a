import { showInvitation } from "../../shared/contract/partner/invitation-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [showInvitation] },
  ...usual,
  failure: "A person who opens an invitation link sees nothing.",
});
