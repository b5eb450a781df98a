import { closeAppointment } from "../../shared/contract/exam/appointment-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [closeAppointment] },
  ...usual,
  failure: "A candidate waits for a result that will never come.",
});
