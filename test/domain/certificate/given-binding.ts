import type { PendingBinding } from "../../../shared/domain/certificate/binding.ts";
import type { BindableSitting } from "../../../shared/domain/exam/bindable-sitting.ts";
import type { Enrolment } from "../../../shared/domain/exam/enrolment.ts";

/** Ana asks at this time. Her binding waits until 5 May 2027, 00:00. */
export const askedAt = "2027-05-02T00:00:00.000Z";

const takenAt = "2027-05-01T10:00:00.000Z";

/** An unbound ACP sitting at the second centre. Its code was assigned to nobody. */
export function sitting(fields: Partial<BindableSitting> = {}, outcome: "pass" | "fail" = "pass"): BindableSitting {
  const reported = { reportId: "rep_1", occurredAt: "2027-05-01T12:00:00.000Z", resultId: "res-1" };
  return {
    sittingId: "sit_1",
    provider: "pearson-vue",
    candidateId: "C",
    registrationId: "R",
    certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" },
    programmeVersion: 1,
    exam: "written",
    takenAt,
    examCode: "EXC-1",
    partnerId: "par_1",
    reports: [{ ...reported, type: "result", exam: "written", outcome, takenAt }],
    ...fields,
  };
}

export function pending(): PendingBinding {
  return {
    bindingId: "bnd_1",
    accountId: "ana",
    certificationId: "acp-cloud-computing",
    provider: "pearson-vue",
    candidateId: "C",
    registrationId: "R",
    holderName: "Ana Sá",
    holderEmail: "ana@example.org",
    askedAt,
    retryUntil: "2027-05-05T00:00:00.000Z",
    state: "pending",
  };
}

export function enrolment(fields: Partial<Enrolment> = {}): Enrolment {
  return { accountId: "ana", certificationId: "acp-cloud-computing", standings: [], ...fields };
}
