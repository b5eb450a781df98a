import { getAppointment, getAppointmentCalendar } from "../../shared/contract/exam/appointment-operations.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  // API Gateway has one route for both: see `routeKey`.
  trigger: { http: [getAppointment, getAppointmentCalendar] },
  ...usual,
  failure: "A candidate cannot see one appointment, or put it into a calendar.",
});
