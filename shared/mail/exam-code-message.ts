import type { ExamCodeNotice } from "../domain/partner/exam-code-notice.ts";
import { examNamed, outcomeInWords, type Template, utc } from "./template.ts";

/** E-mails about a partner's coupons, to who applied for them, and about exam codes, to their members (R24, R25). */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case for each kind of e-mail.
export function examCodeNotice(of: ExamCodeNotice): Template {
  const exam = `the ${of.exam} exam of ${of.certification}`;
  switch (of.tells) {
    case "coupons-issued":
      return {
        subject: `Exam codes were issued: ${of.certification}`,
        paragraphs: [
          `${of.partner} has ${of.quantity} more exam ${of.quantity === 1 ? "code" : "codes"} for ${exam}.`,
          `They are good until ${utc(of.expiresAt)}. You find them in the benefit change ${of.changeId}.`,
          `${of.remaining} coupons of this level remain.`,
        ],
      };
    case "exam-code-assigned":
      return {
        subject: `Your exam code: ${of.certification}`,
        paragraphs: [
          `Dear ${of.name},`,
          `You were given the exam code ${of.code}. It pays for ${examNamed(of)}, and for no other exam.`,
          bookIt(of),
          ...(of.instructionsUrl === undefined ? [] : [`How it is booked and taken: ${of.instructionsUrl}`]),
        ],
      };
    case "exam-code-taken-back":
      return {
        subject: `Your exam code was taken back: ${of.certification}`,
        paragraphs: [
          `Dear ${of.name},`,
          `The exam code ${of.code} for ${exam} is no longer yours: your organization took it back, or a sitting from before used it. Please do not use it any more.`,
        ],
      };
    case "exam-code-ended":
      return {
        subject: `Your exam code has ended: ${of.certification}`,
        paragraphs: [
          `Dear ${of.name},`,
          `The exam code ${of.code} for ${exam} cannot be used any more: your organization's partnership has ended. Certificates that you have stay yours.`,
        ],
      };
    case "sitting-reported":
      return {
        subject: `Your result has come: ${of.certification}`,
        paragraphs: [
          `Dear ${of.name},`,
          `${of.isCorrection ? "The result was corrected" : "The result has come"} of ${examNamed(of)}, which was paid with your exam code ${of.code}: ${outcomeInWords[of.outcome]}.`,
          ...(of.outcome === "pass" ? [bindIt] : []),
        ],
      };
  }
}

function bookIt({ centers = [], expiresAt }: Extract<ExamCodeNotice, { tells: "exam-code-assigned" }>): string {
  if (centers.length === 0) return `Book and take the exam with it before ${utc(expiresAt)}.`;
  return `Book and take the exam at ${centers.join(" or ")} before ${utc(expiresAt)}. When you are asked to pay there, enter the code.`;
}

const bindIt =
  "Sign in and link it to your account, with the candidate id and the registration id that the test centre gave you. Only the account to which the code was given can do so.";
