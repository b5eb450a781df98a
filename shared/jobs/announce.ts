import { type Certificate, certificateEnding, certificateStatus } from "../domain/certificate/certificate.ts";
import { announcedAfter } from "../domain/ending.ts";
import { holderOf } from "../domain/exam/exam-code.ts";
import { examCodeDue } from "../domain/exam/exam-code-end.ts";
import { registrationDue } from "../domain/exam/registration-due.ts";
import { examCodeEntry } from "../domain/partner/exam-code-entry.ts";
import { remindersOf } from "../domain/programme/programme-versions.ts";
import { codeEnding } from "../domain/purchase/authorization-code.ts";
import { coveredBy } from "../domain/purchase/order-notice.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { put } from "../store/core/change.ts";
import type { Facts } from "../store/core/facts.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { registrations } from "../store/exam/registrations.ts";
import { ledgerAt } from "../store/partner/ledger.ts";
import { uncounting, whereCounted } from "../store/partner/tally.ts";
import { authorizationCodes } from "../store/purchase/authorization-codes.ts";
import { announce, ending, overdue } from "./announcement.ts";
import type { JobRun } from "./job.ts";

/** The end of an authorization code (R5, R30). */
export function announceCode(id: string, run: JobRun): Promise<void> {
  const ref = authorizationCodes.at(id);
  return announce(ref, run, (code) => {
    const next = codeEnding(code);
    if (code.state !== "issued" || next === undefined || next.at > run.now) return undefined;
    const announced = announcedAfter(next.announcement, remindersOf(code));
    return {
      changes: [put(ref, { ...code, announced })],
      event: ending("authorization-code", next.announcement, code.expiresAt, run.now, {
        to: code.gift?.recipientEmail ?? code.ownerEmail,
        what: "authorization code",
        which: code.code,
        isFor: coveredBy(code.coverage),
      }),
    };
  });
}

/** The end of a certificate, which then leaves the tally (R19, R29, R30). */
export function announceCertificate(id: string, run: JobRun): Promise<void> {
  const ref = certificates.at(id);
  const hasEnded = (certificate: Certificate) => certificateStatus(certificate, run.now) === "expired";
  const places = (certificate: Certificate) => (hasEnded(certificate) ? whereCounted(certificate) : []);
  const announced = (certificate: Certificate, facts: Facts) => {
    const next = certificateEnding(certificate);
    if (certificate.state !== "claimed" || next === undefined || next.at > run.now) return undefined;
    const event = ending("certificate", next.announcement, certificate.validUntil, run.now, {
      to: certificate.holderEmail,
      what: "certificate",
      which: certificate.certificateNumber,
      isFor: certificate.certification.title,
      certificateId: certificate.certificateId,
    });
    const counted = next.announcement === "end" ? uncounting(facts, certificate) : [];
    return {
      changes: [
        put(ref, { ...certificate, announced: announcedAfter(next.announcement, remindersOf(certificate)) }),
        ...counted,
      ],
      event,
    };
  };
  return announce(ref, run, announced, places);
}

/** The end of a registration, and overdue results (R11, R30). */
export function announceRegistration(id: string, run: JobRun): Promise<void> {
  const ref = registrations.at(id);
  return announce(ref, run, (registration) => {
    const next = registrationDue(registration);
    if (next === undefined || next.at > run.now) return undefined;
    if ("announcement" in next) {
      const announced = announcedAfter(next.announcement, remindersOf(registration));
      const event = ending("registration", next.announcement, registration.expiresAt, run.now, {
        to: registration.candidate.email,
        what: registration.eligibilityCode === undefined ? "registration" : "eligibility code",
        which: registration.eligibilityCode,
        isFor: registration.certification.title,
        registrationId: registration.registrationId,
      });
      return { changes: [put(ref, { ...registration, announced })], event };
    }
    return overdue(next.overdue, registration.overdue, (known) => put(ref, { ...registration, overdue: known }));
  });
}

/** The end of an exam code, with its ledger entry (R25, R30). */
export function announceExamCode(id: string, run: JobRun): Promise<void> {
  const ref = examCodes.at(id);
  return announce(ref, run, (code) => {
    const next = examCodeDue(code);
    if (next === undefined || next.at > run.now) return undefined;
    if ("overdue" in next) return overdue(next.overdue, code.overdue, (known) => put(ref, { ...code, overdue: known }));
    const announced = put(ref, { ...code, announced: announcedAfter(next.announcement, remindersOf(code)) });
    const entry = examCodeEntry(code, "expired", holderOf(code)?.accountId, "schedule", run);
    return {
      changes: next.announcement === "end" ? [announced, put(ledgerAt(entry), entry)] : [announced],
      event: ending("exam-code", next.announcement, code.expiresAt, run.now, {
        to: holderOf(code)?.email,
        what: "exam code",
        which: code.code,
        isFor: code.certification.title,
      }),
    };
  });
}
