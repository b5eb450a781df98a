import { getDocs, getGuide, getProblem, getViewer } from "../../shared/contract/description.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: {
    http: [getDocs, getGuide, getViewer, getProblem],
  },
  ...usual,
  failure: "Developers cannot read the documentation, nor what an error means.",
});
