import {
  showVerification,
  showVerifyForm,
  verifyCertificate,
} from "../../shared/contract/certificate/verification-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [verifyCertificate, showVerification, showVerifyForm] },
  dear: true,
  ...usual,
  failure: "An employer cannot verify a certificate.",
});
