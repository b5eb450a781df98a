import { endPartnership, resumePartnership, suspendPartnership } from "../../shared/contract/partner/partnerships.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: {
    http: [suspendPartnership, resumePartnership, endPartnership],
  },
  ...usual,
  failure: "A partner goes on having coupons issued though its partnership should rest or is over.",
});
