import { quitOrganization } from "../../shared/contract/partner/leaving.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [quitOrganization] },
  ...usual,
  failure: "An account cannot leave an organization, and so cannot join another.",
});
