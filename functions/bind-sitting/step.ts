import { bindSitting } from "../../shared/contract/certificate/binding-operations.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [bindSitting] },
  memoryMegabytes: 1024,
  timeoutSeconds: 15,
  failure: "Members who passed at the second test centre get no certificate, and their partner no tally.",
});
