import { html } from "hono/html";
import type { Booking } from "./booking.ts";
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
} from "./fields.ts";
import { type Html, layout } from "./layout.ts";
import { momentIn, statusWords } from "./wording.ts";

const steps = [
  ["PT1H", "1 hour"],
  ["P1D", "1 day"],
  ["P4D", "4 days"],
  ["P30D", "30 days"],
  ["P1Y", "1 year"],
] as const;

export type CentersView = {
  readonly centers: readonly Center[];
  readonly bookings: readonly Booking[];
  readonly now: number;
};

/** The start page: centres, clock and bookings. */
export function centersPage({ centers, bookings, now }: CentersView, draft: Draft = blank, notice = ""): string {
  const cards = centers.map(
    ({ center, name, summary }) =>
      html`<li><h3><a href="/__local/test-centers/${center}">${name}</a></h3><p>${summary}</p></li>`,
  );
  const form = { form: "clock", draft };
  const errors = errorSummary(form);
  const main = html`${errors ?? ""}${notice === "" ? "" : html`<p class="notice" role="status">${notice}</p>`}
<p>Play the candidate at the test centres of a local run. They ask and tell the programme as real ones do: with signed
look-ups and signed webhooks, by the local clock.</p>
<h2 id="centers">Book an exam</h2><ul class="cards">${cards}</ul>
<h2 id="bookings">Bookings</h2>${bookingTable(bookings, centers)}
<h2 id="clock">The local clock</h2>
<p>It is <strong>${momentIn(new Date(now).toISOString(), "UTC")}</strong>. The clock moves forwards only; what falls due on
the way happens, and reports that are late are sent in time.</p>
<form method="post" action="/__local/test-centers/clock" novalidate>${once()}
${select(form, { name: "advance", label: "Move the clock forwards by", value: "P1D", choices: steps })}
<button>Move the clock</button></form>`;
  return layout("Sandbox test centres", main, { hasErrors: errors !== undefined });
}

function bookingTable(bookings: readonly Booking[], centers: readonly Center[]): Html {
  if (bookings.length === 0) return html`<p>Nothing is booked yet.</p>`;
  const rows = bookings.map((booking) => {
    const {
      bookingId,
      center,
      exam,
      startsAt,
      place,
      name = "",
      confirmationNumbers,
      candidateId,
      registrationId,
    } = booking;
    const number = confirmationNumbers?.at(-1) ?? candidateId ?? registrationId;
    return html`<tr><td><a href="/__local/test-centers/bookings/${bookingId}">${number}</a></td>
<td>${centers.find((each) => each.center === center)?.name ?? center}, ${exam}</td><td><bdi>${name}</bdi></td>
<td>${momentIn(startsAt, place.timeZone)}</td><td>${statusWords[booking.status]}</td></tr>`;
  });
  return html`<div class="scroll" role="region" aria-labelledby="bookings" tabindex="0"><table>
<thead><tr><th scope="col">Booking</th><th scope="col">Exam</th><th scope="col">Name</th><th scope="col">Begins</th>
<th scope="col">State</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The booking form, with input and errors. */
export function bookPage(at: Center, now: number, draft: Draft = blank): string {
  const { center, kind, name, summary, places } = at;
  const form = { form: "book", draft };
  const errors = errorSummary(form);
  const zone = places[0]?.timeZone ?? "UTC";
  const isAtOnce = kind === "registration";
  const value = { place: places[0]?.id ?? "", date: isAtOnce ? "" : dateIn(now + 10 * 86_400_000, zone) };
  const when = appointmentFields(form, places, value);
  const main = html`${errors ?? ""}<p>${summary}</p>
<form method="post" action="/__local/test-centers/${center}/bookings" novalidate>${once()}
${own[kind](form, at)}${when}${isAtOnce ? html`<p class="hint">Without a date, nothing is booked, and the exam begins at once.</p>` : ""}${sendingFields(form)}
<button>${isAtOnce ? "Book, or begin at once" : "Book"}</button></form>`;
  return layout(`Book at ${name}`, main, { hasErrors: errors !== undefined });
}

const codeInput = html`autocomplete="off" spellcheck="false" required`;

const own: Readonly<Record<Center["kind"], (form: Form, at: Center) => Html>> = {
  "eligibility-code": (form, { exams, choices }) =>
    html`${input(form, {
      name: "eligibilityCode",
      label: "Eligibility code",
      hint: "Begins with ACTC. Either case, with or without hyphens.",
      attributes: codeInput,
    })}${radios(form, {
      name: "exam",
      label: "Exam",
      value: exams[0] ?? "",
      choices,
    })}`,
  "exam-code": (form, { selfPaid }) =>
    html`${input(form, {
      name: "name",
      label: "Your name",
      hint: "In any script.",
      attributes: html`autocomplete="name" required`,
    })}${input(form, {
      name: "email",
      label: "Your e-mail address",
      hint: "Your account at the test centre: the same address has the same candidate ID.",
      type: "email",
      attributes: html`autocomplete="email" required`,
    })}${input(form, {
      name: "examCode",
      label: "Exam code",
      hint: selfPaid
        ? "Begins with EXC. It pays, and says which exam. Leave it empty to pay yourself."
        : "Begins with EXC. It pays, and says which exam.",
      attributes: selfPaid ? html`autocomplete="off" spellcheck="false"` : codeInput,
    })}${
      selfPaid
        ? input(form, {
            name: "seriesCode",
            label: "Series code",
            hint: "Of the exam that you pay for yourself, as the programme’s catalogue tells it.",
            attributes: html`autocomplete="off" spellcheck="false"`,
          })
        : ""
    }`,
  registration: (form) =>
    html`${input(form, {
      name: "registrationId",
      label: "Registration ID",
      hint: "The programme’s id of your registration, such as reg_0f1e2d3c4b5a69788796.",
      attributes: codeInput,
    })}`,
};
