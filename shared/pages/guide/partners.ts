import { html } from "hono/html";
import { maximumLines } from "../../contract/csv-file.ts";
import { assignExamCode, returnExamCode } from "../../contract/exam/exam-code-operations.ts";
import { getMe } from "../../contract/overview/account.ts";
import { approveApplication, rejectApplication } from "../../contract/partner/application-decisions.ts";
import { listApplications } from "../../contract/partner/application-operations.ts";
import { applyForBenefits, getBenefitChange, getBenefits } from "../../contract/partner/benefit-operations.ts";
import { approveApplications } from "../../contract/partner/bulk-approval.ts";
import { assignExamCodes } from "../../contract/partner/bulk-assignment.ts";
import { inviteByEmail } from "../../contract/partner/bulk-invitation.ts";
import { createInvitation } from "../../contract/partner/invitation-operations.ts";
import { removeMember } from "../../contract/partner/leaving.ts";
import { getLedgerBalance } from "../../contract/partner/ledger.ts";
import { changeRole, listMembers } from "../../contract/partner/member-operations.ts";
import { listPartnerExamCodes } from "../../contract/partner/partner-exam-codes.ts";
import { getTally, listTallyCertificates } from "../../contract/partner/tally-operations.ts";
import { inDays, inMonths } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { calls, refusalTable } from "./calls.ts";
import type { Chapter } from "./chapter.ts";

const people = calls([
  { of: getMe, text: "Tells the account's organization and partner, with their ids and the account's role." },
  {
    of: createInvitation,
    text: `A link, good for ${inDays(programme.invitationDays)}. Anyone who has it may apply by it.`,
  },
  { of: inviteByEmail, text: "Or have links sent, up to 50 at once.", shows: "Two addresses" },
  { of: listApplications, text: "The applications that wait for the main account." },
  {
    of: approveApplication,
    text: "Only the main account approves. What the account claims or binds from then on counts for the partner.",
  },
  { of: approveApplications, text: "Or many at once: all of them, or none.", shows: "Two applicants" },
  { of: rejectApplication, text: "With a reason, if there is one.", shows: "With a reason" },
  { of: changeRole, text: "Only the main account names managers.", shows: "A manager" },
  { of: listMembers, text: "The members, by name." },
  { of: removeMember, text: "The member's exam codes that are neither booked nor used come back." },
]);

const coupons = calls([
  { of: getBenefits, text: "Tells, for each level, how many coupons may still be issued." },
  {
    of: applyForBenefits,
    text: `Issues exactly as many exam codes as are asked for, or none. They are good for ${inMonths(programme.examCodeMonths)}.`,
    shows: "Three coupons",
  },
  { of: getBenefitChange, text: "The record of that application, with the codes that it issued." },
  { of: listPartnerExamCodes, text: "All exam codes, each with its status and its member." },
  { of: assignExamCode, text: "The member gets it with the exam's instructions.", shows: "To a member" },
  { of: assignExamCodes, text: "Or many at once: all of them, or none.", shows: "To a member" },
  { of: returnExamCode, text: "Takes a code back, as long as it is not booked." },
  { of: getLedgerBalance, text: "The coupon account: how many coupons are in each pot." },
]);

const counting = calls([
  { of: getTally, text: "The valid certificates of each level, now or at an instant." },
  { of: listTallyCertificates, text: "The certificates that count, one by one." },
]);

const refused = refusalTable([
  ...(["managers-only", "main-account-only", "partnership-suspended", "partnership-ended"] as const),
  ...(["quota-exceeded", "exam-not-paid-by-benefits", "certification-not-on-sale"] as const),
  ...(["account-in-another-organization", "already-a-member", "application-not-pending"] as const),
  ...(["exam-code-already-assigned", "exam-code-booked", "exam-code-expired", "too-many-exam-codes"] as const),
  ...(["rows-refused", "same-exam-twice", "certificate-not-claimed", "certificate-still-valid"] as const),
  ...(["main-account-cannot-leave", "role-is-fixed"] as const),
]);

export const partners: Chapter = {
  name: "partners",
  title: "Partner's system",
  about: "Members, coupons, exam codes and the tally: the calls of a partner's own system.",
  body: html`<h2>What you need</h2>
<ul>
<li>A partnership: the programme's staff take a company on, and name its main account.</li>
<li>A token of the main account or of a manager: see <a href="/docs/authentication">authentication</a>. Which role an account has stands in our records, not in
the token. A system of your own joins by an invitation as a person does, and the main account makes it a manager.</li>
<li>An <code>Idempotency-Key</code> with each <code>POST</code>: see <a href="/docs/idempotency">sending again</a>.</li>
</ul>
<h2>People</h2>
${people}
<h2>Coupons and exam codes</h2>
${coupons}
<p>Members book with an exam code at the second test centre and bind the pass to their account: see the
<a href="/docs/candidates">candidate's front end</a>.</p>
<h2>The tally</h2>
${counting}
<p>Members, exam codes and the tally can be had as CSV, too: put <code>.csv</code> behind the path. A file has at most ${maximumLines} lines. If there are more, the header <code>x-next-cursor</code> has the <code>cursor</code> of the next file.</p>
<h2>What goes wrong</h2>
${refused}
<p>A list that is refused (<code>rows-refused</code>) names each row that stands in the way in <code>errors</code>, and has changed nothing.</p>`,
};
