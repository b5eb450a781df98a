import { hideCertificate } from "../../shared/contract/certificate/hiding.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [hideCertificate] },
  ...usual,
  failure: "A holder cannot take the name off a certificate's public page.",
});
