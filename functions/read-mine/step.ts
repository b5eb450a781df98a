import { getBinding, listBindings } from "../../shared/contract/certificate/binding-operations.ts";
import { previewBinding } from "../../shared/contract/certificate/binding-previews.ts";
import { getCertificate, listCertificates } from "../../shared/contract/certificate/certificate-operations.ts";
import { listAppointments } from "../../shared/contract/exam/appointment-operations.ts";
import { getEligibilityCode } from "../../shared/contract/exam/eligibility-codes.ts";
import { getExamCode, listExamCodes } from "../../shared/contract/exam/exam-code-operations.ts";
import { getRegistration, listRegistrations } from "../../shared/contract/exam/registration-operations.ts";
import { getResult, listResults } from "../../shared/contract/exam/result-operations.ts";
import { getMe } from "../../shared/contract/overview/account.ts";
import { getMailPreferences } from "../../shared/contract/overview/mail-preferences.ts";
import { getMyCertifications } from "../../shared/contract/overview/my-certifications.ts";
import {
  getAuthorizationCode,
  listAuthorizationCodes,
} from "../../shared/contract/purchase/authorization-code-operations.ts";
import { getOrder, listOrders } from "../../shared/contract/purchase/order-operations.ts";
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
