import { html } from "hono/html";
import { blank, input, select } from "../test-centers/fields.ts";
import type { Html } from "../test-centers/layout.ts";
import { type Holdings, titleIn } from "./holdings.ts";

type Post = (action: string, fields: Html) => Html;

/** The page behind an invitation link, with a form to join. */
export function joining(post: Post, token: string): Html {
  const form = { form: "join", draft: blank };
  return html`<h2>Join the organization that invites you</h2>${post(
    "applications",
    html`<input type="hidden" name="token" value="${token}">
${input(form, { name: "fullName", label: "Your full name", value: "Mei Lin", attributes: html`autocomplete="name" required` })}<button>Ask to join</button>`,
  )}`;
}

/** Exam codes from a partner, and a form to bind a pass. Nothing in a programme without exam codes. */
export function partnerExams(post: Post, email: string, { about, certifications, examCodes }: Holdings): Html {
  const takers = about.levels.flatMap(({ exams }) => exams.flatMap(({ examCodeProviders }) => examCodeProviders));
  if (takers.length === 0) return html``;
  const rows = examCodes.map(({ code, status, certificationId, exam, holder }) => {
    const level = certifications.find((each) => each.certificationId === certificationId)?.level;
    const exams = about.levels.find((each) => each.level === level)?.exams ?? [];
    const center = exams.find((each) => each.exam === exam)?.examCodeProviders[0];
    const query = new URLSearchParams({ examCode: code, email, name: holder?.fullName ?? "" });
    const link = html`<p><a href="/__local/test-centers/${center}?${query}">Go to the test centre with it</a></p>`;
    return html`<h3>${titleIn(certifications, certificationId)}, ${exam}: ${status}</h3><p>Exam code <code>${code}</code></p>
${status === "assigned" && center !== undefined ? link : ""}`;
  });
  const form = { form: "bind", draft: blank };
  const choices = certifications.map(({ certificationId, title }) => [certificationId, title] as const);
  const bind = post(
    "bindings",
    html`${select(form, { name: "certificationId", label: "Certification", value: about.example.certificationId, choices })}
<div class="pair">${input(form, { name: "candidateId", label: "Candidate ID", hint: "The test centre shows both with the booking." })}
${input(form, { name: "registrationId", label: "Registration ID of the sitting" })}</div><button>Bind the pass</button>`,
  );
  return html`<h2>5. Exam codes of your partner</h2>${rows.length > 0 ? rows : html`<p>No partner has given you any. <a href="/__local/partners">Play a partner</a></p>`}
<details ${rows.length > 0 ? "open" : ""}><summary>Bind a pass that an exam code, or you yourself, have paid for</summary>${bind}</details>`;
}
