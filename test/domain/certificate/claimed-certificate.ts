import type { ClaimedCertificate } from "../../../shared/domain/certificate/certificate.ts";

/** A claimed certificate, with letters of two scripts in its name. */
export const certificate: ClaimedCertificate = {
  certificateId: "crt_1",
  certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-Q",
  accountId: "ana",
  programmeVersion: 1,
  certification: { certificationId: "acp-cloud-computing", title: "ACP Cloud Computing", level: "acp" },
  holderName: "Łukasz 王小明",
  passedAt: "2026-11-20T09:30:00.000Z",
  state: "claimed",
  claimedAt: "2026-11-22T09:30:00.123Z",
  validUntil: "2028-11-22T09:30:00.123Z",
};
