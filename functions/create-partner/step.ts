import { createPartner } from "../../shared/contract/partner/partners.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [createPartner] },
  ...usual,
  failure: "Staff cannot take a company on as a partner.",
});
