import { cancelOrder } from "../../shared/contract/purchase/order-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [cancelOrder] },
  ...usual,
  failure: "A buyer cannot cancel an order, and may pay for what is not wanted.",
});
