import { closeAppointment } from "../../shared/contract/exam/appointment-operations.ts";
import { appointmentView } from "../../shared/contract/exam/appointments.ts";
import { drawId } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import { serve } from "../../shared/http/serve.ts";
import { type AccountCall, step } from "../../shared/http/step.ts";
import * as settling from "../../shared/settling/close-appointment.ts";
import { followed, missingToFollow } from "../../shared/settling/found-appointment.ts";
import { releaseWaiting } from "../../shared/settling/retry-report.ts";
import { appointmentsAt } from "../../shared/store/exam/appointments.ts";

function closing({ body, account, now, random }: AccountCall<typeof closeAppointment>): settling.Closing {
  return { ...body, by: account.accountId, reportId: drawId("dec", random), now, random };
}

export const handler = serve(
  step(closeAppointment, {
    reads: ({ params }) => appointmentsAt(params.confirmationNumber),
    follow: (facts, refs, call) => [
      ...settling.missingToClose(facts, refs, closing(call)),
      ...missingToFollow(facts, Object.values(refs)),
    ],
    shown: (facts, refs) => {
      const [found] = followed(facts, Object.values(refs));
      return found && appointmentView(found);
    },
    decide: (facts, refs, call) => {
      const decision = settling.closeAppointment(facts, refs, closing(call));
      if (!decision.accepted) return decision;

      const { entitlement, appointment, changes, event } = decision.value;
      const { kind, of } = entitlement;
      return accept({
        body: appointmentView({
          appointment,
          validConfirmationNumber: appointment.confirmationNumber,
          registrationId: kind === "registration" ? of.registrationId : undefined,
          examCode: kind === "exam-code" ? of.code : undefined,
        }),
        changes,
        event,
        afterwards: (after) => releaseWaiting(after, changes, call),
      });
    },
  }),
);
