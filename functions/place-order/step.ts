import { placeOrder } from "../../shared/contract/purchase/orders.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [placeOrder] },
  ...usual,
  failure: "A buyer cannot order.",
});
