import { html } from "hono/html";
import type { Invitation } from "../domain/partner/invitation.ts";
import type { Partner } from "../domain/partner/partner.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { minuteOf } from "./date.ts";
import type { Page } from "./page.ts";
import { publicPage } from "./public-page.ts";
import { sign } from "./sign.ts";

/** The page of an invitation link: who invites, until when, and where to apply (R22). */
export function invitationPage(
  { token, expiresAt }: Invitation,
  { name }: Pick<Partner, "name">,
  frontEnd: string | undefined,
): Page {
  const apply =
    frontEnd === undefined
      ? html`<li>Sign in to your account at ${programme.name} and apply with this invitation: <code>${token}</code></li>`
      : html`<li><a href="${frontEnd}">Sign in and apply</a></li>`;
  return unlisted(
    publicPage(
      "You are invited",
      html`<p><strong><bdi>${name}</bdi></strong> invites you to join its training organization at ${programme.name}. Its exam codes can then
be given to you, and your certificates count for it.</p>
<h2>What to do</h2>
<ol>
${apply}
<li>Wait for the decision: the main account of <bdi>${name}</bdi> approves or rejects your application, and you are told by e-mail.</li>
</ol>
<p>The link is good until <time datetime="${expiresAt}">${minuteOf(expiresAt)}</time>. If you do not know this company, do nothing.</p>`,
    ),
  );
}

/** The page for a link that was mistyped, has ended or was revoked. It does not say which. */
export function noInvitationPage(): Page {
  return unlisted(
    publicPage(
      "This invitation does not work",
      sign(
        "none",
        "Not found",
        html`Its end may be missing: copy the whole of the link. Or it is over: ask whoever sent it for a new one.`,
      ),
    ),
  );
}

/** Whoever has the link may apply. So no search engine lists it, and nothing keeps it. */
function unlisted({ body, headers }: Page): Page {
  return { body, headers: { ...headers, "x-robots-tag": "noindex, nofollow", "cache-control": "no-store" } };
}
