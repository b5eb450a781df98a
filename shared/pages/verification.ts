import { html } from "hono/html";
import { certificateStatus, type PublicCertificate } from "../domain/certificate/certificate.ts";
import type { Instant } from "../domain/instant.ts";
import type { Alignment, Certification } from "../domain/programme/certification.ts";
import { examsOf } from "../domain/programme/exam-series.ts";
import { levelName } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import type { Html, Page } from "./page.ts";
import { preview } from "./preview.ts";
import { verifierPage } from "./public-page.ts";
import { sign } from "./sign.ts";
import { day, minute, plainDay, plainly, worded } from "./worded.ts";

type Looked = {
  /** The public address of the API. */
  readonly origin: string;
  readonly now: Instant;
  /** As the catalogue has it now, if it is there. */
  readonly catalogued?:
    | Pick<Certification, "published" | "description" | "criteria" | "skills" | "alignment">
    | undefined;
};

/** The public part of a certificate (R20): its issuer and status, who holds what, what that means, and its number last. */
export function verificationPage(of: PublicCertificate, { origin, now, catalogued }: Looked): Page {
  const url = `${origin}/verify/${encodeURIComponent(of.certificateNumber)}`;
  const title = titleOf(of, now);
  const description = plainly("pageDescription", { date: plainDay(of.claimedAt) });
  const picture = { url: `${url}/card.png`, alt: title };
  const main = html`${statusOf(of, now)}
${earned(of, now)}
${of.hidden ? html`<p class="note">${plainly("hidden")}</p>` : ""}
${meaning(of, catalogued?.published ? catalogued : undefined)}
${details(of, url, now)}
<p class="screen"><a href="/verify">${plainly("another")}</a></p>
<p class="screen quiet"><a href="/v1/verifications/${encodeURIComponent(of.certificateNumber)}">${plainly("forPrograms")}</a></p>`;
  const head = preview({ title, description, url, picture });
  return verifierPage(`${title} – ${programme.name}`, main, { head, ownHeading: true, unlisted: of.hidden === true });
}

/** Says in the present that somebody is certified only while that is so. */
function titleOf(of: PublicCertificate, now: Instant): string {
  const { title } = of.certification;
  const { holderName: holder } = of;
  if (holder === undefined) return plainly("hiddenTitle", { title });
  const status = certificateStatus(of, now);
  if (status === "valid" || status === "claimable") return plainly("pageTitle", { holder, title });
  return plainly("statusTitle", { status: plainly(status), holder, title });
}

/** Badge, holder and certification. The badge is grey as soon as it is not worn by right. */
function earned(of: PublicCertificate, now: Instant): Html {
  const { certificationId, title, level } = of.certification;
  const isValid = certificateStatus(of, now) === "valid";
  const what = html`<bdi class="what">${title}</bdi>`;
  const who =
    of.holderName === undefined
      ? ""
      : html`<span class="holder${of.holderName.length > 40 ? " long" : ""}"><bdi>${of.holderName}</bdi></span> <span class="lead">${plainly(isValid ? "cardLead" : "wasCertified")}</span> `;
  return html`<div class="earned${isValid ? "" : " over"}"><img src="/badges/${certificationId}.svg" width="176" height="176" alt="${plainly("badge", { title })}">
<div><h1>${who}${what}</h1>
<p class="lead">${worded("issuedBy", { issuer: html`<a href="${programme.branding.url}">${programme.name}</a>`, date: day(of.claimedAt) })}</p>
<p class="level">${plainly("level")}: ${levelName(programme, level)}</p></div></div>`;
}

function details(of: PublicCertificate, url: string, now: Instant): Html {
  const end = certificateStatus(of, now) === "expired" ? "expiredOn" : "validUntil";
  const [before = url, after = ""] = url.split(/(?<=\/verify\/)/);
  return html`<h2>${plainly("details")}</h2>
<dl>
<dt>${plainly("issued")}</dt><dd>${day(of.claimedAt)}</dd>
${
  of.state === "revoked"
    ? html`<dt>${plainly("revokedOn")}</dt><dd>${day(of.revokedAt)}</dd>`
    : html`<dt>${plainly(end)}</dt><dd>${day(of.validUntil)}</dd>`
}
<dt>${plainly("lookedUp")}</dt><dd>${minute(now)}</dd>
<dt>${plainly("address")}</dt><dd>${before}<wbr>${after}</dd>
<dt>${plainly("number")}</dt><dd>${of.certificateNumber}</dd>
</dl>`;
}

function statusOf(of: PublicCertificate, now: Instant): Html {
  if (of.state === "revoked") {
    return sign("revoked", plainly("revoked"), worded("isRevoked", { date: day(of.revokedAt) }));
  }
  const date = day(of.validUntil);
  return certificateStatus(of, now) === "expired"
    ? sign("expired", plainly("expired"), worded("isExpired", { date }))
    : sign("valid", plainly("valid"), worded("isValid", { date }));
}

function meaning({ certification }: PublicCertificate, catalogued: Looked["catalogued"]): Html {
  const { description, criteria, skills = [], alignment = [] } = catalogued ?? {};
  const exams = examsOf(certification).map(
    ({ title, seriesCode }) => html`<li><bdi>${title}</bdi> <span class="quiet">${seriesCode}</span></li>`,
  );
  return html`<h2>${plainly("meaning")}</h2>
${description === undefined ? "" : html`<p><bdi>${description}</bdi></p>`}
${
  skills.length === 0
    ? ""
    : html`<h3>${plainly("skills")}</h3>
<ul class="chips">${skills.map((skill) => html`<li><bdi>${skill}</bdi></li>`)}</ul>`
}
${
  alignment.length === 0
    ? ""
    : html`<h3>${plainly("alignment")}</h3>
<ul>${alignment.map(aligned)}</ul>`
}
<h3>${plainly("howEarned")}</h3>
${criteria === undefined ? "" : html`<p><bdi>${criteria}</bdi></p>`}
<p>${plainly("exams")}:</p>
<ul>${exams}</ul>`;
}

/** A skill or standard of a framework that others keep. */
function aligned({ targetName, targetUrl, targetFramework, targetCode }: Alignment): Html {
  const where = [targetFramework, targetCode].filter((each) => each !== undefined).join(", ");
  return html`<li><a href="${targetUrl}"><bdi>${targetName}</bdi></a> <bdi class="quiet">${where}</bdi></li>`;
}
