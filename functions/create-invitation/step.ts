import { createInvitation } from "../../shared/contract/partner/invitations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [createInvitation] },
  ...usual,
  failure: "Managers cannot invite anyone.",
});
