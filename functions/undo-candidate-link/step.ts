import { undoCandidateLink } from "../../shared/contract/exam/candidate-links.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [undoCandidateLink] },
  ...usual,
  failure: "A person cannot bind an exam, because another account has their candidate id by mistake.",
});
