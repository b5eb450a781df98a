import type { Binding } from "../certificate/binding.ts";
import type { Certificate } from "../certificate/certificate.ts";
import type { BindableSitting } from "../exam/bindable-sitting.ts";
import type { Enrolment } from "../exam/enrolment.ts";
import type { ExamCode } from "../exam/exam-code.ts";
import type { Registration } from "../exam/registration.ts";
import type { Result } from "../exam/result.ts";
import type { Certification } from "../programme/certification.ts";
import type { CertificationSummary } from "../programme/exam-series.ts";
import type { AuthorizationCode } from "../purchase/authorization-code.ts";

/** Each list newest first. */
export type OwnThings = {
  readonly codes: readonly AuthorizationCode[];
  readonly registrations: readonly Registration[];
  readonly examCodes: readonly ExamCode[];
  readonly sittings: readonly BindableSitting[];
  readonly bindings: readonly Binding[];
  readonly results: readonly Result[];
  readonly certificates: readonly Certificate[];
  readonly enrolments: readonly Enrolment[];
  readonly certifications: readonly Certification[];
};

export type MyCertification = Omit<OwnThings, "registrations" | "certificates" | "enrolments" | "certifications"> & {
  readonly certification: CertificationSummary;
  /** Absent if the catalogue has none any more. */
  readonly entry: Certification | undefined;
  /** The latest ones. */
  readonly registration: Registration | undefined;
  readonly certificate: Certificate | undefined;
  readonly enrolment: Enrolment | undefined;
};
