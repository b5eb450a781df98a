import { getApplication, listApplications } from "../../shared/contract/partner/application-operations.ts";
import { getBenefitChange, getBenefits, listBenefitChanges } from "../../shared/contract/partner/benefit-operations.ts";
import { getInvitation, listInvitations } from "../../shared/contract/partner/invitation-operations.ts";
import { getLedgerBalance, listLedger } from "../../shared/contract/partner/ledger.ts";
import { getMember, getMembersCsv, listMembers } from "../../shared/contract/partner/member-operations.ts";
import { getOrganization } from "../../shared/contract/partner/organizations.ts";
import { getPartnerExamCodesCsv, listPartnerExamCodes } from "../../shared/contract/partner/partner-exam-codes.ts";
import { getPartner, listPartners } from "../../shared/contract/partner/partners.ts";
import {
  explainAccount,
  getTally,
  getTallyCsv,
  listTallyCertificates,
} from "../../shared/contract/partner/tally-operations.ts";
import { DeployedStep, whole } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: {
    http: [
      listPartners,
      getPartner,
      getOrganization,
      listMembers,
      getMembersCsv,
      getMember,
      listInvitations,
      getInvitation,
      listApplications,
      getApplication,
      getBenefits,
      listBenefitChanges,
      getBenefitChange,
      listLedger,
      getLedgerBalance,
      listPartnerExamCodes,
      getPartnerExamCodesCsv,
      getTally,
      listTallyCertificates,
      getTallyCsv,
      explainAccount,
    ],
  },
  secrets: ["internal"],
  ...whole,
  failure: "Managers cannot see members, applications, coupons, exam codes and tally, nor applicants their link.",
});
