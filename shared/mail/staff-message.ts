import type { StaffNotice } from "../domain/history/staff-notice.ts";
import { examNamed, type Template, utc } from "./template.ts";

/** E-mails about what staff have decided, to whom it concerns (R36). */
export function aboutDecision(of: StaffNotice): Template {
  const { subject, said } = wordsOf(of);
  return { subject: `${subject}: ${of.certification}`, paragraphs: [`Dear ${of.name},`, ...said] };
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case for each kind of e-mail.
function wordsOf(of: StaffNotice): { readonly subject: string; readonly said: readonly string[] } {
  switch (of.tells) {
    case "registration-closed":
      return {
        subject: "Your registration was closed",
        said: [
          `Your registration for ${of.certification} was closed. Nothing more can be booked with it.`,
          because(of.reason),
        ],
      };
    case "sitting-granted":
      return {
        subject: "You may sit the exam once more",
        said: [
          `You were given one more sitting of ${examNamed(of)}.`,
          of.code === undefined
            ? `Take it before ${utc(of.until)}.`
            : `Book and take it with your eligibility code ${of.code} before ${utc(of.until)}.`,
        ],
      };
    case "appointment-closed":
      return {
        subject: "Your appointment was closed",
        said: [
          `The appointment ${of.confirmationNumber} for ${examNamed(of)} was closed.`,
          because(of.reason),
          of.sitting === "given-back"
            ? "The sitting was given back to you: you can book it again before the end of your code."
            : "The sitting counts as used up.",
        ],
      };
    case "exam-code-cancelled":
      return {
        subject: "An exam code was cancelled",
        said: [
          `The exam code ${of.code} for ${examNamed(of)} was cancelled. Please do not use it any more.`,
          because(of.reason),
          ...(of.replacedBy === undefined
            ? []
            : [`The exam code ${of.replacedBy} takes its place, with the same end.`]),
        ],
      };
    case "reinstated":
      return {
        subject: "Your certificate stands again",
        said: [
          `Your certificate ${of.certificateNumber} for ${of.certification} was revoked, and is not any more. Its end is the same as before.`,
          because(of.reason),
        ],
      };
  }
}

function because(reason: string): string {
  return `The reason: ${reason}`;
}
