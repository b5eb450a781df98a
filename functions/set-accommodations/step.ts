import { setAccommodations } from "../../shared/contract/exam/registration-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [setAccommodations] },
  ...usual,
  failure: "A candidate who needs more time or a room of their own does not get it at the test centre.",
});
