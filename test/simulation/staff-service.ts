import type { CallOptions } from "../../shared/client/exchange.ts";
import { api, type Came } from "./api.ts";
import type { Names } from "./names.ts";
import type { StaffOperation } from "./staff-operations.ts";

const none = "reg_00000000000000000000";

/** Performs what staff decide about registrations and reports on the real functions. */
export function sendOfStaff(operation: StaffOperation, names: Names, call: CallOptions): Promise<Came> {
  switch (operation.does) {
    case "close-registration": {
      const registrationId = names.registrations[operation.registration]?.id ?? none;
      return api.attempt.closeRegistration({ ...call, params: { registrationId }, body: { reason: "It is stuck." } });
    }
    case "grant-sitting": {
      const registrationId = names.registrations[operation.registration]?.id ?? none;
      const body = { exam: operation.exam, reason: "The alarm rang." };
      return api.attempt.grantSitting({ ...call, params: { registrationId }, body });
    }
    case "cancel-exam-code": {
      const code = names.examCodes[operation.examCode] ?? "EXC-0000-0000-0000-0000-0";
      const body = { reason: "It is known to others.", replace: operation.isReplaced };
      return api.attempt.cancelExamCode({ ...call, params: { code }, body });
    }
    case "change-partnership": {
      const options = { ...call, params: partnerOf(names, operation.partner), body: { reason: "The fee." } };
      if (operation.act === "end") return api.attempt.endPartnership(options);
      return operation.act === "suspend"
        ? api.attempt.suspendPartnership(options)
        : api.attempt.resumePartnership(options);
    }
    case "set-benefit-rule": {
      const { level, rule } = operation;
      const stated = rule === undefined ? null : { base: rule.base, forEachCertificate: rule.each };
      const body = { level, rule: stated, reason: "Agreed." };
      return api.attempt.setBenefitRule({ ...call, params: partnerOf(names, operation.partner), body });
    }
    case "accept-report": {
      const { report, about } = operation;
      const entitlement =
        about === undefined ? {} : { entitlement: { registrationId: names.registrations[about]?.id ?? none } };
      const body = { reason: "The centre has confirmed it.", ...entitlement };
      return api.attempt.acceptReport({ ...call, params: { reportId: names.reportId(report) }, body });
    }
  }
}

function partnerOf(names: Names, at: number): { readonly partnerId: string } {
  return { partnerId: names.partners[at]?.partnerId ?? "par_none" };
}
