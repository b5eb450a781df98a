import { orderBatch } from "../../shared/contract/purchase/batch-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [orderBatch] },
  dear: true,
  ...usual,
  failure: "Staff cannot grant codes in bulk.",
});
