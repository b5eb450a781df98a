import { assignExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [assignExamCode] },
  ...usual,
  failure: "A partner cannot give exam codes to its members.",
});
