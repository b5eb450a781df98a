import { refundOrder } from "../../shared/contract/purchase/refunds.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [refundOrder] },
  ...usual,
  failure: "Staff cannot have money paid back, and its codes can still be redeemed.",
});
