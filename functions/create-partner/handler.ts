import { createPartner, partnerView } from "../../shared/contract/partner/partners.ts";
import { drawId } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { organizationIdOf } from "../../shared/domain/organization-id.ts";
import { takeOn } from "../../shared/domain/partner/agreement.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { ledgerAt } from "../../shared/store/partner/ledger.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const handler = serve(
  step(createPartner, {
    reads: ({ body }) => ({ mainAccount: memberships.at(body.mainAccountId) }),
    decide: (facts, refs, { account, body, now, random }) => {
      const partnerId = drawId("par", random);
      const ids = { partnerId, organizationId: organizationIdOf(partnerId) };
      const decision = takeOn(body, ids, facts.get(refs.mainAccount), account.accountId, random, now);
      if (!decision.accepted) return decision;

      const { partner, membership, granted } = decision.value;
      const { organizationId } = ids;
      return accept({
        status: 201,
        headers: { location: `/v1/partners/${partnerId}` },
        body: partnerView(partner),
        changes: [
          put(partnerAt(partnerId), partner),
          { ...put(refs.mainAccount, membership), data: { organizationId, role: "main" } },
          ...granted.map((entry) => put(ledgerAt(entry), entry)),
        ],
        event: { type: "partner.created", data: { name: body.name, mainAccountId: body.mainAccountId } },
      });
    },
  }),
);
