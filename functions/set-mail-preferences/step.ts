import { setMailPreferences } from "../../shared/contract/overview/mail-preferences.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [setMailPreferences] },
  ...usual,
  failure: "E-mails go on in another language, or on other clocks, than their reader's.",
});
