import type { NameNotice } from "../domain/certificate/name-notice.ts";
import type { Template } from "./template.ts";

/** Tells of a name: that it was corrected, or that the test centre has checked another one. */
export function aboutName(notice: NameNotice): Template {
  const { certification } = notice;
  const greeting = `Dear ${notice.name},`;
  switch (notice.tells) {
    case "candidate-corrected":
      return {
        subject: `Your registration was corrected: ${certification}`,
        paragraphs: [
          greeting,
          `Your registration for ${certification} now has this information. Name: ${notice.fullName}. E-mail address: ${notice.email}. Country: ${notice.country}.${notice.phone === undefined ? "" : ` Telephone: ${notice.phone}.`}`,
          ...because(notice.reason),
          "If you did not ask for this, write to the programme's staff.",
        ],
      };
    case "name-corrected":
      if (notice.certificateNumber === undefined) {
        return {
          subject: `Your name was corrected: ${certification}`,
          paragraphs: [
            greeting,
            `For ${certification} your name with us is now ${notice.fullName}. A certificate that your exam earns bears it.`,
            ...because(notice.reason),
          ],
        };
      }
      return {
        subject: `The name on your certificate was corrected: ${certification}`,
        paragraphs: [
          greeting,
          `Your certificate ${notice.certificateNumber} for ${certification} now bears the name ${notice.fullName}. Its number and its dates have not changed.`,
          ...because(notice.reason),
          "Print it and get its credential again: a credential that you have got before is no longer valid.",
        ],
      };
    case "name-differs":
      return {
        subject: `The test centre has another name: ${certification}`,
        paragraphs: [
          greeting,
          `You are known to us as ${notice.registered}. The test centre has checked the name ${notice.checked} on your identity document.`,
          "Your certificate bears the name that the test centre has checked, if it can be printed. If that is not right, write to the programme's staff.",
        ],
      };
  }
}

function because(reason: string | undefined): string[] {
  return reason === undefined ? [] : [`The reason: ${reason}`];
}
