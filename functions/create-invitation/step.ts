import { createInvitation } from "../../shared/contract/partner/invitation-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [createInvitation] },
  ...usual,
  failure: "Managers cannot invite anyone.",
});
