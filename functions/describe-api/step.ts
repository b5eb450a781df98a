import { getHealth, getOpenApi } from "../../shared/contract/description.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [getOpenApi, getHealth], fallback: true },
  ...usual,
  failure: "Developers cannot read the API's description.",
});
