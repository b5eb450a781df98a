import { html } from "hono/html";
import type { Invitation } from "../domain/partner/invitation.ts";
import type { Partner } from "../domain/partner/partner.ts";
import type { Page } from "./page.ts";
import { publicPage } from "./public-page.ts";
import { sign } from "./sign.ts";
import { voiceFor } from "./voice.ts";
import { minute, plainly, worded } from "./worded.ts";

/** The page of an invitation link: who invites, until when, and where to apply (R22). In the first of the languages that we have. */
export function invitationPage(
  { token, expiresAt }: Invitation,
  { name }: Pick<Partner, "name">,
  frontEnd: string | undefined,
  languages: readonly string[],
): Page {
  const voice = voiceFor(languages);
  const apply =
    frontEnd === undefined
      ? worded("invitationApplyWith", { token: html`<code>${token}</code>` }, voice)
      : html`<a href="${frontEnd}">${plainly("invitationApply", {}, voice)}</a>`;
  const inviting = html`<bdi>${name}</bdi>`;
  const main = html`<p>${worded("invitationLead", { organization: html`<strong>${inviting}</strong>` }, voice)}</p>
<h2>${plainly("invitationNext", {}, voice)}</h2>
<ol>
<li>${apply}</li>
<li>${worded("invitationWait", { organization: inviting }, voice)}</li>
</ol>
<p>${worded("invitationEnd", { time: minute(expiresAt, voice) }, voice)}</p>`;
  return unlisted(publicPage(plainly("invitationTitle", {}, voice), main, voice));
}

/** The page for a link that was mistyped, has ended or was revoked. It does not say which. */
export function noInvitationPage(languages: readonly string[]): Page {
  const voice = voiceFor(languages);
  const main = sign("none", plainly("notFound", {}, voice), worded("noInvitation", {}, voice));
  return unlisted(publicPage(plainly("noInvitationTitle", {}, voice), main, voice));
}

/** Whoever has the link may apply. So no search engine lists it, and nothing keeps it. */
function unlisted({ body, headers }: Page): Page {
  return { body, headers: { ...headers, "x-robots-tag": "noindex, nofollow", "cache-control": "no-store" } };
}
