import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { mail: ["bounce", "complaint"] },
  ...usual,
  failure: "E-mails go on to addresses that bounce, until SES pauses all sending.",
});
