import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { stream: { kind: "batch", eventName: "INSERT" } },
  memoryMegabytes: 1024,
  timeoutSeconds: 300,
  failure: "A batch starts late: the schedule goes on with it.",
});
