import { assignExamCodes } from "../../shared/contract/partner/bulk-assignment.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [assignExamCodes] },
  memoryMegabytes: 1024,
  // Concurrent assignments wait for each other.
  timeoutSeconds: 29,
  failure: "A partner cannot give out many exam codes at once.",
});
