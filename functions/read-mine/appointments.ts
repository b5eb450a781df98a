import { listAppointments } from "../../shared/contract/exam/appointment-operations.ts";
import { listedAppointmentView } from "../../shared/contract/exam/appointments.ts";
import { wantedAppointments } from "../../shared/domain/exam/own-appointments.ts";
import { pageReply } from "../../shared/http/list.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import { ownEntitlements } from "../../shared/settling/own-entitlements.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { listWorkedOut } from "../../shared/store/core/list.ts";

export const endpoints = [
  accountEndpoint(listAppointments, async (call) => {
    const { accountId } = call.account;
    const wanted = wantedAppointments(await ownEntitlements(accountId, call.cost), call.query);
    return pageReply(
      listAppointments,
      call,
      lists.account(accountId),
      async (place) => listWorkedOut(wanted, ({ appointment }) => appointment.confirmationNumber, place),
      ({ entitlement, appointment, validConfirmationNumber }) =>
        listedAppointmentView(entitlement, appointment, validConfirmationNumber),
    );
  }),
];
