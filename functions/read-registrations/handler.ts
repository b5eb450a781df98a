import {
  appointmentView,
  eligibilityCodeView,
  getAppointment,
  getEligibilityCode,
  getRegistration,
  listRegistrations,
  registrationView,
} from "../../shared/contract/registrations.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { ownRegistration } from "../../shared/domain/registration.ts";
import { listStep } from "../../shared/http/list.ts";
import { serve } from "../../shared/http/serve.ts";
import { show, step } from "../../shared/http/step.ts";
import { followed, missingToFollow } from "../../shared/settling/found-appointment.ts";
import { appointmentsAt } from "../../shared/store/appointments.ts";
import { lists } from "../../shared/store/entity.ts";
import { registrationIdFor, registrations } from "../../shared/store/registrations.ts";

export const handler = serve(
  listStep(listRegistrations, ({ account }) => ({
    entity: registrations,
    list: lists.account(account.accountId),
    view: registrationView,
  })),
  step(getRegistration, {
    reads: ({ params }) => ({ registration: registrations.at(params.registrationId) }),
    decide: (facts, refs, { account, now }) =>
      show(ownRegistration(facts.get(refs.registration), account), (found) => registrationView(found, now)),
  }),
  step(getEligibilityCode, {
    reads: ({ params }) => ({ registration: registrations.at(registrationIdFor(params.code)) }),
    decide: (facts, refs, { account, params, now }) => {
      const found = ownRegistration(facts.get(refs.registration), account);
      if (!found.accepted || found.value.eligibilityCode !== params.code) return refuse("eligibility-code-not-found");
      return accept({ body: eligibilityCodeView(found.value, params.code, now) });
    },
  }),
  step(getAppointment, {
    reads: ({ params }) => appointmentsAt(params.confirmationNumber),
    follow: (facts, refs) => missingToFollow(facts, Object.values(refs)),
    decide: (facts, refs, { account }) => {
      const found = followed(facts, Object.values(refs)).find(
        ({ accountId }) => account.staff || accountId === account.accountId,
      );
      return found === undefined ? refuse("appointment-not-found") : accept({ body: appointmentView(found) });
    },
  }),
);
