import { getCertificatePdf } from "../../shared/contract/certificate/credentials.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [getCertificatePdf] },
  dear: true,
  secrets: ["internal"],
  // Reading a font and drawing need a whole processor for a moment.
  memoryMegabytes: 1769,
  timeoutSeconds: 15,
  failure: "A holder cannot print a certificate.",
});
