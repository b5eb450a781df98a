import { getApplication, listApplications } from "../../shared/contract/partner/application-operations.ts";
import { applicationView } from "../../shared/contract/partner/applications.ts";
import { accept } from "../../shared/domain/decision.ts";
import { type Application, visibleApplication } from "../../shared/domain/partner/application.ts";
import { actingFor } from "../../shared/domain/partner/membership.ts";
import { guardedListStep } from "../../shared/http/list.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { applications } from "../../shared/store/partner/applications.ts";
import { memberships } from "../../shared/store/partner/memberships.ts";
import { partnerAt } from "../../shared/store/partner/partners.ts";

export const endpoints = [
  guardedListStep(listApplications, {
    reads: ({ params, account }) => ({
      partner: partnerAt(params.organizationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account, query: { status } }) => {
      const acting = actingFor(facts.get(refs.partner), account, facts.get(refs.acting), "manager");
      if (!acting.accepted) return acting;

      const listing = {
        entity: applications,
        list: lists.organization(acting.value.organizationId),
        view: applicationView,
        of: ({ accountId }: Application) => accountId,
      };
      if (status === undefined) return accept(listing);
      return accept({ ...listing, keep: ({ state }: Application) => state === status });
    },
  }),
  step(getApplication, {
    reads: ({ params, account }) => ({
      application: applications.at(params.applicationId),
      acting: memberships.at(account.accountId),
    }),
    decide: (facts, refs, { account }) =>
      show(
        visibleApplication(facts.get(refs.application), account, facts.get(refs.acting)),
        applicationView,
        ({ accountId }) => accountId,
      ),
  }),
];
