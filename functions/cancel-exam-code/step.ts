import { cancelExamCode } from "../../shared/contract/exam/exam-code-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [cancelExamCode] },
  ...usual,
  failure: "An exam code that got into wrong hands can be booked with.",
});
