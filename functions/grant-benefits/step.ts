import { grantCoupons, setBenefitRule } from "../../shared/contract/partner/benefit-grants.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: { http: [setBenefitRule, grantCoupons] },
  ...usual,
  failure: "Staff cannot grant a partner the coupons that were agreed with it.",
});
