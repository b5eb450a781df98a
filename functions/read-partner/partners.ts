import { getPartner, listPartners, partnerView } from "../../shared/contract/partner/partners.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { listStep } from "../../shared/http/list.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt, partners } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  listStep(listPartners, () => ({ entity: partners, list: lists.partners, view: partnerView })),
  step(getPartner, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.partnerId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account }) => {
      const partner = facts.get(refs.partner);
      return show(actingFor(partner, account, facts.get(refs.acting), "manager", "partner-not-found"), partnerView);
    },
  }),
];
