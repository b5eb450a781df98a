import type { AnswerOf, ItemOf } from "../../../shared/client/client.ts";
import type { Api } from "../api.ts";
import type { AboutProgramme } from "../test-centers/about-programme.ts";

/** The main account's view of a partner. */
export type Company = {
  readonly about: AboutProgramme;
  readonly partner: AnswerOf<"getPartner">["body"];
  readonly benefits: AnswerOf<"getBenefits">["body"]["levels"];
  readonly certifications: readonly ItemOf<"listCertifications">[];
  readonly examCodes: readonly ItemOf<"listPartnerExamCodes">[];
  readonly invitations: readonly ItemOf<"listInvitations">[];
  readonly applications: readonly ItemOf<"listApplications">[];
  readonly members: readonly ItemOf<"listMembers">[];
};

/** Reads it all as the main account: the newest hundred of each list. */
export async function companyOf(api: Api, about: AboutProgramme, partner: Company["partner"]): Promise<Company> {
  const main = api.account(partner.mainAccountId);
  const { partnerId, organizationId } = partner;
  const [ofPartner, ofOrganization, query] = [
    { params: { partnerId } },
    { params: { organizationId } },
    { limit: 100 },
  ];
  const [benefits, certifications, examCodes, invitations, applications, members] = await Promise.all([
    main.getBenefits(ofPartner),
    main.listCertifications({ query }),
    main.listPartnerExamCodes({ ...ofPartner, query }),
    main.listInvitations({ ...ofOrganization, query }),
    main.listApplications({ ...ofOrganization, query: { ...query, status: "pending" } }),
    main.listMembers({ ...ofOrganization, query }),
  ]);
  return {
    about,
    partner,
    benefits: benefits.body.levels,
    certifications: certifications.body.data,
    examCodes: examCodes.body.data,
    invitations: invitations.body.data.filter(({ status }) => status === "active"),
    applications: applications.body.data,
    members: members.body.data,
  };
}
