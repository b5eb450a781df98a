import { getBinding, listBindings, previewBinding } from "../../shared/contract/certificate/bindings.ts";
import { getCertificate, listCertificates } from "../../shared/contract/certificate/certificates.ts";
import { getAppointment, getAppointmentCalendar, listAppointments } from "../../shared/contract/exam/appointments.ts";
import { getExamCode, listExamCodes } from "../../shared/contract/exam/exam-codes.ts";
import { getEligibilityCode, getRegistration, listRegistrations } from "../../shared/contract/exam/registrations.ts";
import { getResult, listResults } from "../../shared/contract/exam/results.ts";
import { getMailPreferences, getMe } from "../../shared/contract/overview/account.ts";
import { getMyCertifications } from "../../shared/contract/overview/my-certifications.ts";
import { getAuthorizationCode, listAuthorizationCodes } from "../../shared/contract/purchase/authorization-codes.ts";
import { getOrder, listOrders } from "../../shared/contract/purchase/orders.ts";
import { DeployedStep, usual } from "../../shared/contract/step.ts";

export const step = new DeployedStep({
  trigger: {
    http: [
      getMe,
      getMailPreferences,
      getMyCertifications,
      listOrders,
      getOrder,
      listAuthorizationCodes,
      getAuthorizationCode,
      listRegistrations,
      getRegistration,
      getEligibilityCode,
      listAppointments,
      getAppointment,
      getAppointmentCalendar,
      listResults,
      getResult,
      listCertificates,
      getCertificate,
      listExamCodes,
      getExamCode,
      listBindings,
      getBinding,
      previewBinding,
    ],
  },
  secrets: ["internal"],
  ...usual,
  failure: "Nobody can see what they hold: codes, registrations, appointments, results, certificates.",
});
