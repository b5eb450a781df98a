import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { stream: { has: "mails.N", eventName: "INSERT" } },
  sendsMail: true,
  memoryMegabytes: 512,
  timeoutSeconds: 60,
  failure: "E-mails go out late: confirmations, changes, results.",
});
