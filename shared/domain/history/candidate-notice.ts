import type { Certificate } from "../certificate/certificate.ts";
import type { BindableSitting } from "../exam/bindable-sitting.ts";
import type { NothingEarned } from "../exam/nothing-earned.ts";
import type { Registration } from "../exam/registration.ts";
import type { ToldResult } from "../exam/result-notice.ts";
import type { Instant } from "../instant.ts";
import { calledName } from "../name.ts";
import { examOf } from "../programme/exam-series.ts";
import type { Notification } from "./notification.ts";

export function registered(registration: Registration): Notification {
  const { registrationId, candidate, certification, eligibilityCode, expiresAt } = registration;
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return { ...about, tells: "registered", registrationId, eligibilityCode, expiresAt };
}

/** Tells the candidate the outcome of an exam (R14, R16). */
export function resultTold(
  { registrationId, candidate, certification, earnsNothing: nothing }: Registration,
  { exam, outcome, isCorrection }: ToldResult,
): Notification {
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  const { title, seriesCode } = examOf(certification, exam);
  const earnsNothing = outcome === "pass" ? nothing : undefined;
  const named = { exam, title, seriesCode, registrationId };
  return { ...about, ...named, tells: "result", outcome, isCorrection, earnsNothing };
}

/** Tells the holder, if there is an address (R19). */
export function claimable({
  to,
  ...about
}: {
  readonly to: string | undefined;
  readonly name: string;
  readonly certification: string;
  readonly certificateId?: string | undefined;
}): Notification[] {
  return to === undefined ? [] : [{ to, ...about, tells: "claimable" }];
}

export function claimableIn({ candidate, certification, certificateId }: Registration): Notification[] {
  const about = { to: candidate.email, name: calledName(candidate), certification: certification.title };
  return claimable({ ...about, certificateId });
}

/** With number, end and verification page (R19), if there is an address. */
export function claimed(
  { holderEmail: to, holderName: name, certification, certificateId, certificateNumber }: Certificate,
  validUntil: Instant,
  verify: string,
): Notification[] {
  if (to === undefined) return [];
  const about = { to, name, certification: certification.title, certificateId };
  return [{ ...about, tells: "claimed", certificateNumber, validUntil, verify }];
}

export function revoked(
  { holderEmail: to, holderName: name, certification, certificateId }: Certificate,
  reason: string,
): Notification[] {
  const about = { name, certification: certification.title, certificateId };
  return to === undefined ? [] : [{ ...about, to, tells: "revoked", reason }];
}

/** A bound sitting's result was corrected (R16), perhaps with a certificate to claim. */
export function boundResultCorrected(
  { holderEmail: to, holderName: name }: Pick<Certificate, "holderEmail" | "holderName">,
  { certification, exam }: Pick<BindableSitting, "certification" | "exam">,
  outcome: ToldResult["outcome"],
  isEarned: boolean,
  earnsNothing?: NothingEarned,
): Notification[] {
  if (to === undefined) return [];
  const about = { to, name, certification: certification.title };
  const { title, seriesCode } = examOf(certification, exam);
  const result = {
    ...about,
    tells: "result",
    exam,
    title,
    seriesCode,
    outcome,
    isCorrection: true,
    earnsNothing,
  } as const;
  return [result, ...(isEarned ? claimable(about) : [])];
}
