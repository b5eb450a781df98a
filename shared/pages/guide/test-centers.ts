import { html } from "hono/html";
import { example } from "../../contract/examples.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { sample } from "../prose.ts";
import type { Chapter } from "./chapter.ts";

const reports: readonly (readonly [type: string, when: string, names: string])[] = [
  [
    "appointment.booked",
    "An exam was booked.",
    "What pays, the exam, your confirmation number, when and where. Online exams have no place: send delivery: online",
  ],
  [
    "appointment.rescheduled",
    "The appointment was moved, also back to a number that it had before.",
    "The same, and the previous confirmation number",
  ],
  [
    "appointment.cancelled",
    "The appointment was cancelled.",
    "The confirmation number; where the cancellation has a number of its own, that one, and the previous number",
  ],
  [
    "appointment.no-show",
    "Nobody came. Send it again with excused: true once it is excused.",
    "The confirmation number",
  ],
  [
    "result.reported",
    "The exam was sat. The outcome is pass, fail, incomplete (the exam could not be finished) or held (you review it).",
    "Your id of the result, when it was taken, and the confirmation number or what pays. Scores and sections if you have them",
  ],
  [
    "result.corrected",
    "A held result was released, or a result changed: pass, fail, incomplete or invalidated.",
    "An id of its own, the result that it corrects, and the reason",
  ],
];

const payers: readonly (readonly [paid: string, field: string])[] = [
  ["Our eligibility code", "eligibilityCode"],
  ["A partner's exam code", "examCode, with your candidateId and registrationId of the sitting"],
  ["A registration without a code (an exam of the academy)", "registrationId: our registration's id"],
  ["The candidate, at your centre", "candidateId and registrationId: yours; and the exam's seriesCode"],
];

const selfPaid = `{"type": "result.reported", "occurredAt": "2026-12-02T15:00:00Z", "data": {
  "resultId": "R-1001", "candidateId": "CAND-1", "registrationId": "PV-1", "seriesCode": "${example.seriesCode}",
  "outcome": "pass", "takenAt": "2026-12-02T10:00:00Z", "delivery": "test-center"}}`;

const givenBack =
  programme.incompleteSitting === "given-back"
    ? "a cancellation, an excused absence or an incomplete sitting"
    : "a cancellation or an excused absence";

export const testCenters: Chapter = {
  name: "test-centers",
  title: "Test centres",
  about: "What a test centre asks before it books, and what it reports.",
  body: html`<h2>Ask before you book</h2>
<p><code>GET /v1/test-centers/{provider}/eligibility/{code}</code> answers for an eligibility code, an exam code, and a registration's id. It tells
whether the exam may be booked (<code>eligible</code>), and if not, the <code>reason</code>. It names the exam with its series code and certification, the candidate as
far as we know one, the end before which the exam must begin (<code>bookBefore</code>), and the candidate's <code>accommodations</code>. It is
<a href="/docs/webhooks">signed</a>.</p>
<h2>Say what pays</h2>
<table><thead><tr><th scope="col">What pays</th><th scope="col">Fields in <code>data</code></th></tr></thead>
<tbody>${payers.map(([paid, field]) => html`<tr><td>${paid}</td><td>${field}</td></tr>`)}</tbody></table>
<p>Name the exam by its role (<code>exam</code>), by its series code (<code>seriesCode</code>), or by both. Two names that differ are parked
(<code>exam-differs</code>).</p>
<h2>Report what happens</h2>
<table><thead><tr><th scope="col"><code>type</code></th><th scope="col">When</th><th scope="col">What it names</th></tr></thead>
<tbody>${reports.map(([type, when, names]) => html`<tr><td><code>${type}</code></td><td>${when}</td><td>${names}</td></tr>`)}</tbody></table>
${sample("A result that was paid at the test centre", selfPaid)}
<h2>What counts</h2>
<ul>
<li>Of several reports about one appointment or result, the one that happened last counts (<code>occurredAt</code>), whichever came last.</li>
<li>While an exam code is booked for one candidate, a booking for another is parked (<code>booked-by-another-candidate</code>).</li>
<li>A result names its appointment by its number, old or new, or by your two ids. It is parked where that appointment does not count.</li>
<li>After ${givenBack} the exam may be booked again.</li>
<li>An appointment at or after <code>bookBefore</code> is kept, but its result is parked (<code>after-end</code>).</li>
<li>A candidate id and a registration id are yours. The candidate needs both to link a pass to an account: show them.</li>
</ul>`,
};
