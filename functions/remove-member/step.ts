import { removeMember } from "../../shared/contract/partner/leaving.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [removeMember] },
  ...usual,
  failure: "Someone who has left a company still counts for it and keeps its exam codes.",
});
