import { getAppointment, getAppointmentCalendar } from "../../shared/contract/exam/appointment-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  // Both have one route: the gateway allows no ending behind a parameter.
  trigger: { http: [getAppointment, getAppointmentCalendar] },
  ...usual,
  failure: "A candidate cannot see one appointment, or put it into a calendar.",
});
