import { html } from "hono/html";
import type { KeptMail } from "../../local/aws/ses/mail-store.ts";
import { type Form, input } from "./fields.ts";
import { layout } from "./layout.ts";
import { momentIn } from "./wording.ts";

/** The e-mails of the local run, newest first. `to` is the current filter. */
export function mailPage(mails: readonly KeptMail[], to: string): string {
  const form: Form = { form: "mail", draft: { values: { to }, errors: {} } };
  const shown = mails.map(
    ({ to: address, subject, at, text, attachments }) => html`<details><summary><bdi>${subject}</bdi></summary>
<p>To <bdi>${address}</bdi>, ${momentIn(at, "UTC")}</p><p class="letter" dir="auto">${text}</p>${attachments.map(attached)}</details>`,
  );
  const main = html`<p>What the programme has sent. Nothing has left this machine.</p>
<form method="get" action="/__local/test-centers/mail" novalidate>
${input(form, { name: "to", label: "To this address alone (optional)", type: "email" })}<button>Show</button></form>
<h2>${mails.length === 0 ? "No e-mails" : "The newest first"}</h2>${shown}`;
  return layout("Local mail", main);
}

function attached({ fileName, contentType, content }: KeptMail["attachments"][number]) {
  const href = `data:${contentType.replaceAll("; ", ";")};base64,${Buffer.from(content).toString("base64")}`;
  return html`<p>Attached: <a download="${fileName}" href="${href}"><bdi>${fileName}</bdi></a></p>`;
}
