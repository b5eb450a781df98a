import { correctCandidate } from "../certificate/corrections.ts";
import {
  closeAppointment,
  getAppointment,
  getAppointmentCalendar,
  listAppointments,
} from "../exam/appointment-operations.ts";
import { receiveReport } from "../exam/center-report-operations.ts";
import { checkEligibility } from "../exam/eligibility.ts";
import { getEligibilityCode } from "../exam/eligibility-codes.ts";
import { closeRegistration, grantSitting } from "../exam/registration-decisions.ts";
import { getRegistration, listRegistrations, register, setAccommodations } from "../exam/registration-operations.ts";
import { endHold, getResult, listResults } from "../exam/result-operations.ts";

/** Exams: registrations, appointments, reports and results. */
export const ofExams = [
  register,
  listRegistrations,
  getRegistration,
  correctCandidate,
  setAccommodations,
  grantSitting,
  closeRegistration,
  getEligibilityCode,
  listAppointments,
  getAppointment,
  getAppointmentCalendar,
  closeAppointment,
  checkEligibility,
  receiveReport,
  listResults,
  getResult,
  endHold,
] as const;
