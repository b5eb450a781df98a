import { cancelBatch } from "../../shared/contract/purchase/batch-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [cancelBatch] },
  ...usual,
  failure: "Staff cannot withdraw a batch that got into wrong hands.",
});
