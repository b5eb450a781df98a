import { html } from "hono/html";
import type { ItemOf } from "../../../shared/client/client.ts";
import { titleIn } from "../candidates/holdings.ts";
import { blank, type Draft, errorSummary, input, once, select } from "../test-centers/fields.ts";
import { type Html, layout } from "../test-centers/layout.ts";
import type { Company } from "./company.ts";

const root = "/__local/partners";

/** Messages after a sent form. The URL holds one of these names. */
export const notices: Readonly<Record<string, string>> = {
  partners: "The company is a partner. Its main account speaks for it here.",
  coupons: "Issued. Each coupon is an exam code; give it to a member.",
  invitations: "The invitation link is made. Open it as whoever should join.",
  approve: "Approved. The applicant is a member now.",
  assign: "Given. The member has been told by e-mail.",
};

/** The list of partners, and a form to add one. */
export function partnersPage(partners: readonly ItemOf<"listPartners">[], draft: Draft = blank): string {
  const form = { form: "partner", draft };
  const errors = errorSummary(form);
  const rows = partners.map(
    ({ partnerId, name, status }) =>
      html`<li><a href="${root}/${partnerId}"><bdi>${name}</bdi></a>, ${status} (<code>${partnerId}</code>)</li>`,
  );
  const main = html`${errors ?? ""}<p>Play a partner of the programme: take coupons, invite members, give them exam codes, and see
their certificates count.</p>
<h2>Partners</h2>${rows.length === 0 ? html`<p>There is none yet.</p>` : html`<ul>${rows}</ul>`}
<h2>Take a company on, as staff</h2>
<form method="post" action="${root}" novalidate>${once()}
${input(form, { name: "name", label: "Company", value: "Cloud Partners Ltd" })}
${input(form, { name: "email", label: "E-mail address of its main account", hint: "Any one. It is the account that speaks for the partner.", type: "email", value: "mia@example.org" })}
<button>Make it a partner</button></form>`;
  return layout("Partners", main, { hasErrors: errors !== undefined });
}

/** The main account's page: the partner's things and possible actions. */
export function partnerPage(company: Company, { notice = "", draft = blank } = {}): string {
  const errors = errorSummary({ form: "partner", draft });
  const { name, mainAccountId } = company.partner;
  const main = html`${errors ?? ""}${notice === "" ? "" : html`<p class="notice" role="status">${notice}</p>`}
<p>You are its main account, <strong>${mainAccountId}</strong>. <a href="${root}">All partners</a></p>
${coupons(company)}${joining(company)}${examCodes(company)}`;
  return layout(name, main, { hasErrors: errors !== undefined });
}

function post({ partner }: Company, action: string, fields: Html): Html {
  return html`<form method="post" action="${root}/${partner.partnerId}/${action}" novalidate>${once()}${fields}</form>`;
}

function coupons(company: Company): Html {
  const { about, benefits, certifications } = company;
  const rows = Object.entries(benefits).map(
    ([level, { quota, issued, remaining, valid }]) =>
      html`<tr><th scope="row">${level}</th><td>${quota}</td><td>${issued}</td><td>${remaining}</td><td>${valid}</td></tr>`,
  );
  const choices = certifications.flatMap(({ certificationId, title, level, status }) => {
    const exams = about.levels.find((each) => each.level === level)?.exams ?? [];
    const paid = exams.filter(({ examCodeProviders }) => status === "published" && examCodeProviders.length > 0);
    return paid.map(({ exam }) => [`${certificationId} ${exam}`, `${title}: ${exam}`] as const);
  });
  const form = { form: "coupons", draft: blank };
  return html`<h2 id="coupons">1. Take coupons</h2>
<div class="scroll" role="region" aria-labelledby="coupons" tabindex="0"><table><thead><tr><th scope="col">Level</th>
<th scope="col">Quota</th><th scope="col">Taken</th><th scope="col">Left</th><th scope="col">Certificates that count</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${post(
  company,
  "coupons",
  html`${select(form, { name: "exam", label: "Exam", value: `${about.example.certificationId} `, choices })}
${input(form, { name: "quantity", label: "How many", value: "2" })}<button>Take coupons</button>`,
)}`;
}

function joining(company: Company): Html {
  const { invitations, applications, members } = company;
  const links = invitations.map(({ token }) => {
    const link = `/__local/candidates?invitation=${encodeURIComponent(token)}`;
    return html`<li><a href="${link}">Invitation ${token.slice(0, 8)}</a></li>`;
  });
  const waiting = applications.map(({ applicationId, fullName, accountId }) =>
    post(
      company,
      `applications/${applicationId}/approve`,
      html`<p><bdi>${fullName}</bdi> (${accountId}) asks to join.</p><button>Approve</button>`,
    ),
  );
  return html`<h2>2. Invite members</h2>
${post(company, "invitations", html`<button class="${links.length > 0 ? "plain" : ""}">Make an invitation link</button>`)}
${links.length === 0 ? "" : html`<p>Open a link as the person who should join:</p><ul>${links}</ul>`}${waiting}
<h3>Members</h3><ul>${members.map(({ fullName, accountId }) => html`<li><bdi>${fullName}</bdi> (${accountId})</li>`)}</ul>`;
}

function examCodes(company: Company): Html {
  const choices = company.members.map(({ accountId, fullName }) => [accountId, fullName] as const);
  const rows = company.examCodes.map(({ code, status, certificationId, exam, holder }, place) => {
    const form = { form: `assign-${place}`, draft: blank };
    const give = post(
      company,
      `exam-codes/${code}/assign`,
      html`${select(form, { name: "accountId", label: "Member", choices })}<button>Give it</button>`,
    );
    return html`<h3><code>${code}</code>: ${status}</h3><p>${titleIn(company.certifications, certificationId)}, ${exam}${holder ? html`, <bdi>${holder.fullName}</bdi>` : ""}</p>
${status === "available" && choices.length > 0 ? give : ""}`;
  });
  return html`<h2>3. Give exam codes to members</h2>${rows.length > 0 ? rows : html`<p>You have none yet.</p>`}`;
}
