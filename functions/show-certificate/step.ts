import { showCertificate } from "../../shared/contract/certificate/hiding.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [showCertificate] },
  ...usual,
  failure: "A holder cannot put the name back on a certificate's public page.",
});
