import { register } from "../../shared/contract/exam/registration-operations.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [register] },
  memoryMegabytes: 1024,
  timeoutSeconds: 15,
  failure: "A candidate holds a paid code and cannot register.",
});
