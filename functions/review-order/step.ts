import { reviewOrder } from "../../shared/contract/purchase/refunds.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [reviewOrder] },
  ...usual,
  failure: "A disputed or refunded order stays in the list of work after staff have looked at it.",
});
