import { sendMessageAgain } from "../../shared/contract/history/message-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [sendMessageAgain] },
  ...usual,
  failure: "Staff cannot have an e-mail sent that someone did not get.",
});
