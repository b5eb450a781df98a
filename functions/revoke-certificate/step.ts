import { revokeCertificate } from "../../shared/contract/certificate/certificate-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [revokeCertificate] },
  ...usual,
  failure: "A certificate that should be revoked still verifies as valid.",
});
