import { applyForBenefits } from "../../shared/contract/partner/benefit-operations.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [applyForBenefits] },
  memoryMegabytes: 1024,
  // Concurrent applications wait for each other.
  timeoutSeconds: 29,
  failure: "A partner cannot have coupons issued.",
});
