import { randomUUID } from "node:crypto";
import { html } from "hono/html";
import { sendingChoices } from "./bodies.ts";
import { openingTimes, type Place } from "./centers.ts";
import type { Html } from "./layout.ts";

/** A form's input and its errors by field. Other errors only appear in the summary. */
export type Draft = {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly summary?: string | undefined;
};

export const blank: Draft = { values: {}, errors: {} };

/** A form's draft. `form` is the prefix of its element ids. */
export type Form = { readonly form: string; readonly draft: Draft };

type Input = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: "text" | "email" | "date";
  readonly value?: string;
  readonly attributes?: Html;
};

export function input(form: Form, { name, label, hint, type = "text", value = "", attributes }: Input): Html {
  const about = aboutOf(form, name, hint);
  const typed = form.draft.values[name] ?? value;
  const direction = type === "text" ? html`dir="auto"` : "";
  return html`<div class="field ${about.className}"><label for="${about.id}">${label}</label>
${about.notes}
<input id="${about.id}" name="${name}" type="${type}" value="${typed}" ${direction} ${attributes ?? ""} ${about.described}></div>`;
}

type Choices = Omit<Input, "type"> & { readonly choices: readonly (readonly [value: string, label: string])[] };

export function select(form: Form, { name, label, hint, value = "", choices }: Choices): Html {
  const about = aboutOf(form, name, hint);
  const chosen = form.draft.values[name] ?? value;
  const options = choices.map(
    ([each, text]) => html`<option value="${each}" ${each === chosen ? "selected" : ""}>${text}</option>`,
  );
  return html`<div class="field ${about.className}"><label for="${about.id}">${label}</label>
${about.notes}
<select id="${about.id}" name="${name}" ${about.described}>${options}</select></div>`;
}

export function radios(form: Form, { name, label, hint, value = "", choices }: Choices): Html {
  const about = aboutOf(form, name, hint);
  const chosen = form.draft.values[name] ?? value;
  const options = choices.map(([each, text], position) => {
    const id = position === 0 ? about.id : `${about.id}-${each}`;
    const checked = each === chosen ? "checked" : "";
    return html`<label class="choice" for="${id}"><input type="radio" id="${id}" name="${name}" value="${each}" ${checked}>${text}</label>`;
  });
  const described = about.describedBy === "" ? "" : html`aria-describedby="${about.describedBy}"`;
  return html`<fieldset class="${about.className}" ${described}><legend>${label}</legend>${about.notes}${options}</fieldset>`;
}

export function tick(form: Form, { name, label, value = "" }: Omit<Input, "type" | "hint">): Html {
  const about = aboutOf(form, name, undefined);
  // Browsers do not send an unticked box, so any input means that the form was sent.
  const isSent = Object.keys(form.draft.values).length > 0;
  const checked = (isSent ? form.draft.values[name] : value) === "on" ? "checked" : "";
  return html`<div class="field ${about.className}">${about.notes}<label class="choice" for="${about.id}">
<input type="checkbox" id="${about.id}" name="${name}" ${checked} ${about.described}>${label}</label></div>`;
}

/** Place, date and time. */
export function appointmentFields(form: Form, places: readonly Place[], value: { place: string; date: string }): Html {
  const choices = places.map(({ id, name, city, timeZone }) => [id, `${name}, ${city} (${timeZone})`] as const);
  const times = openingTimes.map((time) => [time, time] as const);
  const hint = "Date and time are by the clocks there.";
  return html`${select(form, { name: "place", label: "Place", hint, value: value.place, choices })}
<div class="pair">${input(form, { name: "date", label: "Date", type: "date", value: value.date })}
${select(form, { name: "time", label: "Time", value: "09:00", choices: times })}</div>`;
}

/** Options of a report: late, twice, out of order. */
export function sendingFields(form: Form): Html {
  const { values, errors } = form.draft;
  const isOpen = (values.send ?? "now") !== "now" || values.twice !== undefined || errors.send !== undefined;
  const choices = Object.entries(sendingChoices);
  return html`<details ${isOpen ? "open" : ""}><summary>Send the report late, twice or out of order</summary>
${select(form, { name: "send", label: "When the report is sent", hint: "By the local clock.", value: "now", choices })}
${tick(form, { name: "twice", label: "Send it twice, under the same webhook id" })}</details>`;
}

/** The error summary at the top of the page, with links to the fields. */
export function errorSummary({ form, draft: { errors, summary } }: Form): Html | undefined {
  const entries = Object.entries(errors);
  if (summary === undefined && entries.length === 0) return undefined;
  const links = entries.map(([name, detail]) => html`<li><a href="#${form}-${name}">${detail}</a></li>`);
  return html`<div class="problem" role="alert" aria-labelledby="problem"><h2 id="problem">There is a problem</h2>
${summary === undefined ? "" : html`<p>${summary}</p>`}${links.length === 0 ? "" : html`<ul>${links}</ul>`}</div>`;
}

function aboutOf({ form, draft }: Form, name: string, hint: string | undefined) {
  const id = `${form}-${name}`;
  const error = draft.errors[name];
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const notes = html`${hint === undefined ? "" : html`<p class="hint" id="${id}-hint">${hint}</p>`}
${error === undefined ? "" : html`<p class="wrong" id="${id}-error"><span class="unseen">Error: </span>${error}</p>`}`;
  const invalid = error === undefined ? "" : html`aria-invalid="true"`;
  const described = html`${describedBy === "" ? "" : html`aria-describedby="${describedBy}"`} ${invalid}`;
  return { id, notes, describedBy, described, className: error === undefined ? "" : "faulty" };
}

/** An idempotency key, because a double click sends a form twice. */
export function once(): Html {
  return html`<input type="hidden" name="once" value="${randomUUID()}">`;
}
