import { applyToOrganization } from "../../shared/contract/partner/application-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [applyToOrganization] },
  ...usual,
  failure: "Nobody can apply to join an organization.",
});
