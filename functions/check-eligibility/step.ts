import { checkEligibility } from "../../shared/contract/exam/eligibility.ts";
import { describedProgramme } from "../../shared/contract/programme/described-programme.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [checkEligibility] },
  secrets: describedProgramme.providers.map(({ provider }) => provider),
  ...usual,
  failure: "Test centres turn away candidates who want to book.",
});
