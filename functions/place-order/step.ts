import { placeOrder } from "../../shared/contract/purchase/order-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [placeOrder] },
  ...usual,
  failure: "A buyer cannot order.",
});
