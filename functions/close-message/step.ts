import { closeMessage } from "../../shared/contract/history/message-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [closeMessage] },
  ...usual,
  failure: "Staff cannot give up an e-mail whose address is wrong.",
});
