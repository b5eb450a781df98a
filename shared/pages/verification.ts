import { html } from "hono/html";
import type { verificationView } from "../contract/certificate/verifications.ts";
import type { Instant } from "../domain/instant.ts";
import { levelName } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { minuteOf } from "./date.ts";
import { type Html, type Page, page } from "./page.ts";

type Verification = ReturnType<typeof verificationView>;

/** The public part of a certificate (R20), with its status first, in words. */
export function verificationPage(of: Verification, now: Instant): Page {
  const { certificateNumber, holderName, certification, claimedAt, revokedAt } = of;
  const { kind, word, sentence } = verdict(of);
  return page(
    `Certificate ${certificateNumber}`,
    html`<p class="status ${kind}">${word}</p>
<p>${sentence}</p>
<dl>
<dt>Holder</dt><dd><bdi>${holderName}</bdi></dd>
<dt>Certification</dt><dd><bdi>${certification.title}</bdi></dd>
<dt>Level</dt><dd>${levelName(programme, certification.level)}</dd>
<dt>Number</dt><dd>${certificateNumber}</dd>
<dt>Issued</dt><dd>${time(claimedAt)}</dd>
<dt>Valid until</dt><dd>${time(of.validUntil)}</dd>
${revokedAt === undefined ? "" : html`<dt>Revoked</dt><dd>${time(revokedAt)}</dd>`}
<dt>Looked up</dt><dd>${time(now)}</dd>
</dl>
<p class="screen">The same <a href="/v1/verifications/${encodeURIComponent(certificateNumber)}">for programs (JSON)</a>.</p>`,
  );
}

/** For a number without a public certificate: mistyped, never issued, or not claimed yet. */
export function noCertificatePage(): Page {
  return page(
    "No such certificate",
    html`<p class="status bad">Not found</p>
<p>There is no certificate with this number. Compare it with what is printed on the certificate: <code>CRT</code> and 17
more symbols. Either case will do, with or without hyphens.</p>
<p>A certificate that its holder has not claimed yet cannot be verified.</p>`,
  );
}

function verdict({ status, validUntil, revokedAt }: Verification): { kind: string; word: string; sentence: Html } {
  if (status === "valid") {
    return { kind: "good", word: "Valid", sentence: html`This certificate is valid until ${time(validUntil)}.` };
  }
  if (status === "expired") {
    return { kind: "old", word: "Expired", sentence: html`This certificate was valid until ${time(validUntil)}.` };
  }
  return {
    kind: "bad",
    word: "Revoked",
    sentence: html`This certificate was revoked${revokedAt === undefined ? "" : html` on ${time(revokedAt)}`}. It is not valid.`,
  };
}

function time(at: Instant): Html {
  return html`<time datetime="${at}">${minuteOf(at)}</time>`;
}
