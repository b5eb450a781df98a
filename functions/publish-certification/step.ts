import { putCertification } from "../../shared/contract/programme/catalogue-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [putCertification] },
  ...usual,
  failure: "Staff cannot change the catalogue.",
});
