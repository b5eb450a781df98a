import { claimCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [claimCertificate] },
  ...usual,
  failure: "A candidate who passed cannot claim the certificate.",
});
