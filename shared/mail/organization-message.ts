import type { OrganizationNotice } from "../domain/partner/organization-notice.ts";
import type { Template } from "./template.ts";

/** The e-mails about joining or leaving an organization. */
export function aboutOrganization(notice: OrganizationNotice): Template {
  const { organization } = notice;
  switch (notice.tells) {
    case "applied": {
      const { applicant, applicantEmail } = notice;
      const address = applicantEmail === undefined ? "" : ` (${applicantEmail})`;
      return {
        subject: `${applicant} wants to join ${organization}`,
        paragraphs: [
          `${applicant}${address} applied by an invitation link to join ${organization}.`,
          "The main account approves or rejects the application.",
        ],
      };
    }
    case "application-decided":
      return decided(notice);
    case "membership-ended":
      return ended(notice);
  }
}

function decided(of: Extract<OrganizationNotice, { tells: "application-decided" }>): Template {
  const { organization, applicant, outcome, reader } = of;
  const reason = of.reason === undefined ? [] : [`The reason: ${of.reason}`];
  if (reader === "organization") {
    const paragraphs = [`The application of ${applicant} to join ${organization} was ${outcome}.`, ...reason];
    return { subject: `${applicant} was ${outcome}: ${organization}`, paragraphs };
  }
  const what =
    outcome === "approved"
      ? `You are now a member of ${organization}. Its exam codes can be given to you, and your certificates count for it.`
      : `Your application to join ${organization} was rejected.`;
  return {
    subject: `Your application to join ${organization} was ${outcome}`,
    paragraphs: [`Dear ${applicant},`, what, ...reason],
  };
}

function ended(of: Extract<OrganizationNotice, { tells: "membership-ended" }>): Template {
  const { organization, member, how, reader, returnedCodes } = of;
  const many = returnedCodes === 1 ? "1 unused exam code" : `${returnedCodes} unused exam codes`;
  const codes = returnedCodes === 0 ? [] : [`${many} went back to ${organization}.`];
  if (reader === "organization") {
    return {
      subject: `${member} has left ${organization}`,
      paragraphs: [`${member} has left ${organization}.`, ...codes],
    };
  }
  const what = how === "quit" ? `You have left ${organization}.` : `You were removed from ${organization}.`;
  return {
    subject: how === "quit" ? `You have left ${organization}` : `You were removed from ${organization}`,
    paragraphs: [`Dear ${member},`, what, ...codes, "Your certificates stay yours."],
  };
}
