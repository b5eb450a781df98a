import { changeMainAccount, renamePartner } from "../../shared/contract/partner/partnerships.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [renamePartner, changeMainAccount] },
  ...usual,
  failure: "A partner whose main account has left the company can decide on nothing.",
});
