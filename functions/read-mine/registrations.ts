import { eligibilityCodeView, getEligibilityCode } from "../../shared/contract/exam/eligibility-codes.ts";
import { getRegistration, listRegistrations } from "../../shared/contract/exam/registration-operations.ts";
import { registrationView } from "../../shared/contract/exam/registrations.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { ownRegistration, type Registration } from "../../shared/domain/exam/registration.ts";
import { registrationStatus } from "../../shared/domain/exam/registration-status.ts";
import { listStep, only } from "../../shared/http/list.ts";
import { show } from "../../shared/http/parts.ts";
import { step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { registrationIdFor, registrations } from "../../shared/store/exam/registrations.ts";

export const endpoints = [
  listStep(listRegistrations, ({ account, query, now }) => ({
    entity: registrations,
    list: lists.account(account.accountId),
    view: registrationView,
    ...only(query, (each: Registration) => ({ status: registrationStatus(each, now), ...each.certification })),
  })),
  step(getRegistration, {
    reads: ({ params }) => ({ registration: registrations.at(params.registrationId) }),
    decide: (facts, refs, { account, now }) =>
      show(
        ownRegistration(facts.get(refs.registration), account),
        (found) => registrationView(found, now),
        ({ accountId }) => accountId,
      ),
  }),
  step(getEligibilityCode, {
    reads: ({ params }) => ({ registration: registrations.at(registrationIdFor(params.code)) }),
    decide: (facts, refs, { account, params, now }) => {
      const found = ownRegistration(facts.get(refs.registration), account);
      if (!found.accepted || found.value.eligibilityCode !== params.code) return refuse("eligibility-code-not-found");
      return accept({ body: eligibilityCodeView(found.value, params.code, now), about: found.value.accountId });
    },
  }),
];
