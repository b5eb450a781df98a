import { partnerView } from "../../shared/contract/partner/partners.ts";
import { changeMainAccount, renamePartner } from "../../shared/contract/partner/partnerships.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { succeed } from "../../shared/domain/partner/partnership.ts";
import { mainAccountChanged, partnershipChanged } from "../../shared/domain/partner/partnership-notice.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(renamePartner, {
    reads: ({ params }) => ({ partner: partnerAt(params.partnerId) }),
    shown: asRead("partner", partnerView),
    decide: (facts, refs, { body: { name, reason } }) => {
      const before = facts.get(refs.partner);
      if (before === undefined) return refuse("partner-not-found");
      const partner = { ...before, name };
      const notifications = partnershipChanged(partner, { what: "renamed", before: before.name }, reason);
      return accept({
        body: partnerView(partner),
        changes: [put(refs.partner, partner)],
        event: { type: "partner.renamed", data: { from: before.name, to: name, reason }, notifications },
      });
    },
  }),
  step(changeMainAccount, {
    reads: ({ params, body }) => ({
      partner: partnerAt(params.partnerId),
      next: memberships.at(body.mainAccountId),
    }),
    follow: (facts, refs) => {
      const { mainAccountId: former } = facts.get(refs.partner) ?? {};
      return former === undefined ? [] : facts.missing(memberships.at(former));
    },
    shown: asRead("partner", partnerView),
    decide: (facts, refs, { body: { reason, ...next }, now }) => {
      const before = facts.get(refs.partner);
      const decision = succeed(before, next, (accountId) => facts.get(memberships.at(accountId)), now);
      if (!decision.accepted || before === undefined) return decision.accepted ? refuse("partner-not-found") : decision;

      const { partner, memberships: changed } = decision.value;
      const { organizationId, mainAccountId: to } = partner;
      const dataOf = ({ member }: (typeof changed)[number]) => ({ organizationId, role: member?.role });
      const members = changed.map((each) => ({ ...put(memberships.at(each.accountId), each), data: dataOf(each) }));
      return accept({
        body: partnerView(partner),
        changes: [put(refs.partner, partner), ...members],
        event: {
          type: "partner.main-account-changed",
          data: { from: before.mainAccountId, to, reason },
          notifications: mainAccountChanged(before, partner, reason),
        },
      });
    },
  }),
);
