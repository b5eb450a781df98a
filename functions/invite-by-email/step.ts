import { inviteByEmail } from "../../shared/contract/partner/bulk-invitation.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [inviteByEmail] },
  ...usual,
  failure: "Managers cannot invite their people by e-mail.",
});
