import { html } from "hono/html";
import { type Booking, kindOf, type Message } from "./booking.ts";
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
  sendingFields,
  tick,
} from "./fields.ts";
import { type Html, layout } from "./layout.ts";
import { momentIn, notices, outcomeWords, reportName, statusWords } from "./wording.ts";

export type BookingView = {
  readonly booking: Booking;
  /** Where it is; none, if the programme has no such provider any more. */
  readonly center: Center | undefined;
  readonly messages: readonly Message[];
  readonly now: number;
  /** What was done last, by its name in `notices`. */
  readonly done?: string | undefined;
  /** The form that was refused, with what was typed. */
  readonly refused?: { readonly action: string; readonly draft: Draft } | undefined;
};

/** A booking: what it is, what one can do with it now, and what the programme was told of it. */
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
    ["Former numbers", former.length > 0 ? html`<code>${former.join(", ")}</code>` : undefined],
    ["Candidate ID", booking.candidateId && html`<code>${booking.candidateId}</code>`],
    ["Registration ID", booking.registrationId && html`<code>${booking.registrationId}</code>`],
    ["Name", name && html`<bdi>${name}</bdi>`],
    ["E-mail address", email],
    ["Certification", booking.certificationId],
    ["Exam", exam],
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
${kindOf(booking) === "exam-code" && results.at(-1)?.outcome === "pass" ? binding : ""}`;
}

function resultWords({ outcome, score, maximumScore, reason }: Booking["results"][number]): Html {
  const points = score === undefined ? "" : `, ${score}${maximumScore === undefined ? "" : ` of ${maximumScore}`}`;
  return html`${outcomeWords[outcome]}${points}${reason === undefined ? "" : html`: <bdi>${reason}</bdi>`}`;
}

function forms({ booking, center, now, refused }: BookingView): Html {
  const of = (action: string): Form => ({ form: action, draft: refused?.action === action ? refused.draft : blank });
  const post = (action: string, title: string, button: string, fields: (form: Form) => Html) => {
    const reports = kindOf(booking) === "eligibility-code" || action === "sit" || action === "correct";
    return html`<details ${refused?.action === action ? "open" : ""}><summary>${title}</summary>
<form method="post" action="/__local/test-centers/bookings/${booking.bookingId}/${action}" novalidate>${once()}
${fields(of(action))}${reports ? sendingFields(of(action)) : ""}<p><button>${button}</button></p></form></details>`;
  };
  if (booking.status === "sat") {
    return html`<h2>What happens next</h2>${post("correct", "The result is corrected", "Correct the result", correction)}`;
  }
  if (booking.status !== "booked") return html``;
  const hasBegun = Date.parse(booking.startsAt) <= now;
  const clock = (form: Form) =>
    hasBegun
      ? html``
      : tick(form, { name: "moveClock", label: "Move the local clock to the appointment first", value: "on" });
  const isBooked = kindOf(booking) !== "registration";
  return html`<h2>What happens next</h2>
${post("sit", "Sit the exam", "Sit the exam", (form) => html`${clock(form)}${sitting(form)}`)}
${isBooked && !hasBegun ? post("move", "Move the appointment", "Move", (form) => moving(form, booking, center)) : ""}
${isBooked && !hasBegun ? post("cancel", "Cancel the booking", "Cancel the booking", () => html``) : ""}
${isBooked ? post("no-show", "Do not show up", "Do not show up", (form) => html`${clock(form)}${absence(form, booking)}`) : ""}`;
}

function moving(form: Form, { place, startsAt }: Booking, center: Center | undefined): Html {
  const date = dateIn(Date.parse(startsAt) + 2 * 86_400_000, place.timeZone);
  return appointmentFields(form, center?.places ?? [], { place: place.id, date });
}

function absence(form: Form, booking: Booking): Html {
  if (kindOf(booking) === "eligibility-code") return tick(form, { name: "excused", label: "The absence is excused" });
  return html`<p>This test centre tells the programme of results alone.</p>`;
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
