import { confirmPayment } from "../../shared/contract/purchase/payments.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [confirmPayment] },
  secrets: ["payments"],
  ...usual,
  failure: "Buyers have paid and get no codes until the payment provider sends the confirmation again.",
});
