import { releaseMessages } from "../../shared/contract/history/message-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [releaseMessages] },
  ...usual,
  failure: "Staff must release the e-mails that an outage has parked one by one.",
});
