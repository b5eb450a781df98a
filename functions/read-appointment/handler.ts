import { getAppointment, getAppointmentCalendar } from "../../shared/contract/exam/appointment-operations.ts";
import { appointmentView } from "../../shared/contract/exam/appointments.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { presentAppointment } from "../../shared/domain/exam/own-appointments.ts";
import { calendarReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { appointmentCalendar } from "../../shared/mail/appointment-calendar.ts";
import { entitled, followed, missingEntitlements, missingToFollow } from "../../shared/settling/found-appointment.ts";
import { appointmentsAt } from "../../shared/store/exam/appointments.ts";

// Not in `read-mine`, because the library and the texts of calendar files are a seventh of what every read there would load.
export const handler = serve(
  step(getAppointment, {
    reads: ({ params }) => appointmentsAt(params.confirmationNumber),
    follow: (facts, refs) => missingToFollow(facts, Object.values(refs)),
    decide: (facts, refs, { account }) => {
      const found = followed(facts, Object.values(refs)).find(
        ({ accountId }) => account.staff || accountId === account.accountId,
      );
      return found === undefined
        ? refuse("appointment-not-found")
        : accept({ body: appointmentView(found), about: found.accountId });
    },
  }),
  step(getAppointmentCalendar, {
    reads: ({ params }) => appointmentsAt(params.confirmationNumber),
    follow: (facts, refs) => missingEntitlements(facts, Object.values(refs)),
    decide: (facts, refs, { account, now }) => {
      const named = entitled(facts, Object.values(refs)).find(
        ({ found }) => account.staff || found.accountId === account.accountId,
      );
      if (named === undefined) return refuse("appointment-not-found");
      const { appointment: counted } = named.found;
      const appointment = counted ? presentAppointment(named.entitlement, counted) : named.uncounted;
      if (appointment === undefined) return refuse("appointment-not-found");
      const body = appointmentCalendar(named.entitlement, appointment, now);
      return accept({ reply: calendarReply(body), about: named.found.accountId });
    },
  }),
);
