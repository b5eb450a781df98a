import { returnExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [returnExamCode] },
  ...usual,
  failure: "An exam code stays with a member who does not need it.",
});
