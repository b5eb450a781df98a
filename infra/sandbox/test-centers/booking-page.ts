import { html } from "hono/html";
import { type Booking, isBooked, type Message } from "./booking.ts";
import { type Center, dateIn } from "./centers.ts";
import {
  appointmentFields,
  blank,
  type Draft,
  errorSummary,
  type Form,
  input,
  once,
  radios,
  select,
  sendingFields,
  tick,
} from "./fields.ts";
import { type Html, layout } from "./layout.ts";
import { momentIn, notices, outcomeWords, reportName, statusWords } from "./wording.ts";

export type BookingView = {
  readonly booking: Booking;
  /** Undefined if the programme has removed the provider. */
  readonly center: Center | undefined;
  readonly messages: readonly Message[];
  readonly now: number;
  /** The last action, a key of `notices`. */
  readonly done?: string | undefined;
  /** The refused form with its input. */
  readonly refused?: { readonly action: string; readonly draft: Draft } | undefined;
};

/** A booking's page: details, possible actions, and reports to the programme. */
export function bookingPage(view: BookingView): string {
  const { booking, center, messages, now, done = "", refused } = view;
  const notice = Object.hasOwn(notices, done) ? notices[done] : undefined;
  const errors = refused && errorSummary({ form: refused.action, draft: refused.draft });
  const main = html`${errors ?? ""}${notice === undefined || errors ? "" : html`<p class="notice" role="status">${notice}</p>`}
${facts(booking, now)}${forms(view)}
<h2 id="reports">What the programme was told</h2>${messageTable(booking, messages)}`;
  return layout(`Booking at ${center?.name ?? booking.center}`, main, { hasErrors: errors !== undefined });
}

function facts(booking: Booking, now: number): Html {
  const { exam, status, name, email, startsAt, place, confirmationNumbers = [], results } = booking;
  const [valid, ...former] = confirmationNumbers.toReversed();
  const rows: readonly (readonly [string, Html | string | undefined])[] = [
    ["State", statusWords[status]],
    ["Confirmation number", valid && html`<code>${valid}</code>`],
    ["Former numbers", former.length > 0 ? html`<code>${formerOf(booking).join(", ")}</code>` : undefined],
    ["Candidate ID", booking.candidateId && html`<code>${booking.candidateId}</code>`],
    ["Registration ID", booking.registrationId && html`<code>${booking.registrationId}</code>`],
    ["Name", name && html`<bdi>${name}</bdi>`],
    ["E-mail address", email],
    ["Certification", booking.certificationId],
    ["Exam", exam],
    ["Series code", booking.seriesCode && html`<code>${booking.seriesCode}</code>`],
    ["Begins", momentIn(startsAt, place.timeZone)],
    ["Place", place.country === "" ? "Online" : `${place.name}, ${place.city}, ${place.country}`],
    ["Eligibility code", booking.eligibilityCode && html`<code>${booking.eligibilityCode}</code>`],
    ["Exam code", booking.examCode && html`<code>${booking.examCode}</code>`],
    ...results.map((result, position) => [position === 0 ? "Result" : "Corrected", resultWords(result)] as const),
    ["Local time now", momentIn(new Date(now).toISOString(), place.timeZone)],
  ];
  const shown = rows.filter(([, value]) => value !== undefined && value !== "");
  const binding = html`<p class="notice">Bind your pass in the programme with the candidate ID and the registration ID.</p>`;
  return html`<dl>${shown.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
${booking.candidateId !== undefined && results.at(-1)?.outcome === "pass" ? binding : ""}`;
}

function resultWords({ outcome, score, maximumScore, reason }: Booking["results"][number]): Html {
  const points = score === undefined ? "" : `, ${score}${maximumScore === undefined ? "" : ` of ${maximumScore}`}`;
  return html`${outcomeWords[outcome]}${points}${reason === undefined ? "" : html`: <bdi>${reason}</bdi>`}`;
}

function forms({ booking, center, now, refused }: BookingView): Html {
  const of = (action: string): Form => ({ form: action, draft: refused?.action === action ? refused.draft : blank });
  const post = (action: string, title: string, button: string, fields: (form: Form) => Html) => {
    return html`<details ${refused?.action === action ? "open" : ""}><summary>${title}</summary>
<form method="post" action="/__local/test-centers/bookings/${booking.bookingId}/${action}" novalidate>${once()}
${fields(of(action))}${sendingFields(of(action))}<p><button>${button}</button></p></form></details>`;
  };
  if (booking.status === "sat") {
    const [title, button] =
      booking.results.at(-1)?.outcome === "held"
        ? ["The result is released", "Release the result"]
        : ["The result is corrected", "Correct the result"];
    return html`<h2>What happens next</h2>${post("correct", title, button, correction)}`;
  }
  if (booking.status === "no-show") {
    return html`<h2>What happens next</h2>${post("excuse", "The absence is excused", "Excuse the absence", () => html``)}`;
  }
  if (booking.status !== "booked") return html``;
  const hasBegun = Date.parse(booking.startsAt) <= now;
  const clock = (form: Form) =>
    hasBegun
      ? html``
      : tick(form, { name: "moveClock", label: "Move the local clock to the appointment first", value: "on" });
  const hasNumber = isBooked(booking);
  return html`<h2>What happens next</h2>
${post("sit", "Sit the exam", "Sit the exam", (form) => html`${clock(form)}${sitting(form)}`)}
${hasNumber && !hasBegun ? post("move", "Move the appointment", "Move", (form) => moving(form, booking, center)) : ""}
${hasNumber && !hasBegun ? post("cancel", "Cancel the booking", "Cancel the booking", () => html``) : ""}
${hasNumber ? post("no-show", "Do not show up", "Do not show up", (form) => html`${clock(form)}${absence(form)}`) : ""}`;
}

/** Earlier confirmation numbers, without duplicates. */
function formerOf({ confirmationNumbers = [] }: Booking): string[] {
  return [...new Set(confirmationNumbers.slice(0, -1))].filter((each) => each !== confirmationNumbers.at(-1));
}

function moving(form: Form, booking: Booking, center: Center | undefined): Html {
  const { place, startsAt } = booking;
  const date = dateIn(Date.parse(startsAt) + 2 * 86_400_000, place.timeZone);
  const former = formerOf(booking);
  const choices = [["", "A new one"] as const, ...former.map((each) => [each, `${each}, as before`] as const)];
  const back = { name: "confirmationNumber", label: "Confirmation number", choices };
  return html`${appointmentFields(form, center?.places ?? [], { place: place.id, date })}${former.length > 0 ? select(form, back) : ""}`;
}

function absence(form: Form): Html {
  return tick(form, { name: "excused", label: "The absence is excused" });
}

const numeric = html`inputmode="decimal" autocomplete="off"`;

function sitting(form: Form): Html {
  return html`${radios(form, {
    name: "outcome",
    label: "Outcome",
    value: "pass",
    choices: [
      ["pass", "Pass"],
      ["fail", "Fail"],
      ["incomplete", "Incomplete: it could not be finished"],
      ["held", "Held: the test centre reviews it"],
    ],
  })}<div class="pair">${input(form, { name: "score", label: "Score (optional)", value: "82", attributes: numeric })}
${input(form, { name: "maximumScore", label: "Maximum (optional)", value: "100", attributes: numeric })}</div>`;
}

function correction(form: Form): Html {
  return html`${radios(form, {
    name: "outcome",
    label: "Outcome that now holds",
    choices: [
      ["pass", "Pass"],
      ["fail", "Fail"],
      ["incomplete", "Incomplete"],
      ["invalidated", "Invalidated"],
    ],
  })}${input(form, { name: "score", label: "Score (optional)", attributes: numeric })}
${input(form, { name: "reason", label: "Reason", hint: "The candidate sees it." })}`;
}

function messageTable({ place }: Booking, messages: readonly Message[]): Html {
  if (messages.length === 0) return html`<p>Nothing yet.</p>`;
  const rows = messages.map((message) => {
    const { messageId, occurredAt, deliveries } = message;
    const answers = deliveries.map(
      ({ at, status, said }) => html`<li>${momentIn(at, place.timeZone)}: <strong>${status}</strong> ${said}</li>`,
    );
    const button = deliveries.length === 0 ? "Send now" : "Send again";
    return html`<tr><td>${reportName(message)}<br>${momentIn(occurredAt, place.timeZone)}<br><code>${messageId}</code></td>
<td>${deliveries.length === 0 ? "" : html`<ul>${answers}</ul>`}${waits(message, place.timeZone)}</td>
<td><form method="post" action="/__local/test-centers/messages/${messageId}/send">${once()}
<button class="plain">${button}<span class="unseen">: ${reportName(message)}</span></button></form></td></tr>`;
  });
  return html`<div class="scroll" role="region" aria-labelledby="reports" tabindex="0"><table>
<thead><tr><th scope="col">Report</th><th scope="col">Sent, and answered</th><th scope="col">Send</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function waits({ held, dueAt, failures }: Message, timeZone: string): Html {
  if (held) return html`<p>Held back until the next report of this booking has been sent.</p>`;
  if (dueAt === undefined) return html``;
  return html`<p>${failures > 0 ? "Tried again" : "Sent"} on ${momentIn(dueAt, timeZone)}.</p>`;
}
