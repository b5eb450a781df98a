import { revokeInvitation } from "../../shared/contract/partner/invitation-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [revokeInvitation] },
  ...usual,
  failure: "A link that got into wrong hands stays good.",
});
