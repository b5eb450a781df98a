import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { schedule: "rate(1 minute)" },
  sendsMail: true,
  // A whole processor, because the AWS client's work for each thing decides how many it handles.
  memoryMegabytes: 1769,
  timeoutSeconds: 300,
  failure: "Reminders do not go out, waiting reports are not tried again, batches that were cut short stay incomplete.",
});
