import { reinstateCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [reinstateCertificate] },
  ...usual,
  failure: "A holder whose certificate was revoked by mistake stays without it.",
});
