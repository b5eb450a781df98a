import { receiveReport } from "../../shared/contract/exam/center-report-operations.ts";
import { describedProgramme } from "../../shared/contract/programme/described-programme.ts";
import { DeployedStep } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [receiveReport] },
  secrets: describedProgramme.providers.map(({ provider }) => provider),
  memoryMegabytes: 1024,
  timeoutSeconds: 15,
  failure: "Bookings and results do not arrive until the test centre sends them again.",
});
