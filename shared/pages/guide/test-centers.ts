import { html } from "hono/html";
import { receiveReport } from "../../contract/exam/center-report-operations.ts";
import { checkEligibility } from "../../contract/exam/eligibility.ts";
import { example } from "../../contract/examples.ts";
import { bindingProviders } from "../../domain/certificate/binding.ts";
import type { IneligibleReason } from "../../domain/exam/eligibility.ts";
import type { ParkedReason } from "../../domain/exam/parked-reason.ts";
import { inDays } from "../../domain/period.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { sample } from "../prose.ts";
import { type Advice, adviceTable, calls, exampleBody, refusalTable } from "./calls.ts";
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

const takesExamCodes = bindingProviders(programme).length > 0;
const { levels } = programme;

/** A programme shows the rows that its levels can have. */
const payers: readonly (readonly [paid: string, field: string])[] = [
  ...rows(
    levels.some(({ eligibilityCode }) => eligibilityCode),
    ["Our eligibility code", "eligibilityCode"],
  ),
  ...rows(takesExamCodes, [
    "A partner's exam code",
    "examCode, with your candidateId and registrationId of the sitting",
  ]),
  ...rows(
    levels.some(({ eligibilityCode }) => !eligibilityCode),
    ["A registration of a level without eligibility codes", "registrationId: our registration's id"],
  ),
  ...rows(takesExamCodes, [
    "The candidate, at your centre",
    "candidateId and registrationId: yours; and the exam's seriesCode",
  ]),
];

function rows<const T>(isShown: boolean, row: T): T[] {
  return isShown ? [row] : [];
}

/** Without the words about exam codes and self-paid sittings, in a programme that has none. */
function shown<W extends string>(words: Readonly<Record<W, Advice>>): Readonly<Record<string, Advice>> {
  const left = Object.entries<Advice>(words).filter(
    ([word]) => takesExamCodes || !/exam-code|another-candidate/.test(word),
  );
  return Object.fromEntries(left);
}

const selfPaid = `{"type": "result.reported", "occurredAt": "2026-12-02T15:00:00Z", "data": {
  "resultId": "R-1001", "candidateId": "CAND-1", "registrationId": "PV-1", "seriesCode": "${example.seriesCode}",
  "outcome": "pass", "takenAt": "2026-12-02T10:00:00Z", "delivery": "test-center"}}`;

const givenBack =
  programme.incompleteSitting === "given-back"
    ? "a cancellation, an excused absence or an incomplete sitting"
    : "a cancellation or an excused absence";

const candidateClaims = "Tell the candidate to claim the certificate.";
const ended = "Do not book. The candidate needs another code.";

const ineligible: Readonly<Record<IneligibleReason, Advice>> = {
  "exam-not-in-registration": ["The code does not cover this exam.", "Check the exam's name."],
  "exam-differs": ["The code pays for another exam.", "Book the exam that the answer names."],
  "provider-does-not-hold-exam": ["You do not hold this exam.", "Send the candidate to another centre."],
  "exam-passed": ["The candidate has passed this exam.", "Do not book."],
  "certificate-not-claimed": ["The certification is passed.", candidateClaims],
  "certificate-still-valid": ["The candidate has a valid certificate.", "Do not book before it may be renewed."],
  "exam-already-booked": ["The exam is booked.", "Move or cancel that booking."],
  "exam-code-used": ["The code has been used.", ended],
  "no-sitting-left": ["No sitting of this exam is left.", ended],
  "exam-locked": ["Another exam comes first.", "Book once that is passed."],
  "eligibility-code-expired": ["The code has expired.", ended],
  "exam-code-expired": ["The code has expired.", ended],
  "registration-expired": ["The registration has expired.", ended],
  "registration-closed": ["Staff have closed the registration.", ended],
  "exam-code-cancelled": ["Staff have cancelled the code.", ended],
};

const staffDecide = "Tell the programme's staff if it did happen: they can let it count.";
const checkIds = "Check the ids. If they were wrong, send the right report under a new id.";

const parked: Readonly<Record<ParkedReason, Advice>> = {
  "exam-differs": ["It names another exam than what pays, or than the booking.", checkIds],
  "booked-by-another-candidate": ["Another candidate has booked with this exam code.", checkIds],
  "no-sitting-left": ["The sittings of this exam are used up.", staffDecide],
  "appointment-does-not-count": ["The booking that it names does not count.", "Look at that booking's report first."],
  "sitting-has-its-result": ["That sitting has a result.", "Send a correction, which names the result."],
  "result-without-booking": ["The exam is booked first, and no booking is known.", "Report the booking, too."],
  "after-end": ["It was sat after `bookBefore`.", staffDecide],
  "corrected-result-does-not-count": [
    "The result that it corrects does not count.",
    "Look at that result's report first.",
  ],
  "exam-not-in-registration": ["What pays does not cover this exam.", checkIds],
  "provider-does-not-hold-exam": ["You do not hold this exam, or not with what pays.", checkIds],
  "instant-in-the-future": ["It tells of a time that has not come.", "Check your clock and the time zone."],
  "before-entitlement": ["It was sat before its code was issued.", checkIds],
  "score-impossible": ["The score is beyond its maximum.", "Send the right score under a new `resultId`."],
  "ended-by-staff": ["Staff have ended the registration or the code.", staffDecide],
  "confirmation-number-of-another-entitlement": ["The number belongs to another candidate's booking.", checkIds],
  "result-id-of-another-result": [
    "The `resultId` names another result.",
    "Use a `resultId` of its own for each result.",
  ],
  "too-many-reports": ["The exam keeps no more reports.", "Tell the programme's staff."],
  "not-matched-in-time": [`What it names did not come within ${inDays(programme.reportRetryDays)}.`, checkIds],
  "unknown-type": ["We do not know this type of message.", "See the list of types above."],
};

export const testCenters: Chapter = {
  name: "test-centers",
  title: "Test centres",
  about: "What a test centre asks before it books, and what it reports.",
  body: html`<h2>What you need</h2>
<ul>
<li>Your name as a provider of the programme, which stands in the paths: <code>${example.provider}</code>, for example.</li>
<li>Your secret, which the programme's staff give you. You sign each request with it: <a href="/docs/webhooks">webhooks</a> has programs in three languages.</li>
<li>Ids of your own for appointments and results, which never name two things.</li>
</ul>
<h2>The calls</h2>
${calls([
  { of: checkEligibility, text: "Before you book: may this code book this exam?" },
  {
    of: receiveReport,
    text: "Whenever something happens. Where no answer comes, send it again under the same `webhook-id`.",
  },
])}
<h2>Ask before you book</h2>
<p><code>GET /v1/test-centers/{provider}/eligibility/{code}</code> answers for ${takesExamCodes ? "an eligibility code, an exam code, and a registration's id" : "an eligibility code and a registration's id"}. It tells
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
<p>The ids and instants below are examples: put yours in their place. A result that was taken in the future
(<code>instant-in-the-future</code>) or before its code was issued (<code>before-entitlement</code>) is parked.</p>
${reports.map(([type]) => exampleBody(receiveReport, type))}
${takesExamCodes ? sample("A result that was paid at the test centre", selfPaid) : ""}
<h2>What counts</h2>
<ul>
<li>Of several reports about one appointment or result, the one that happened last counts (<code>occurredAt</code>), whichever came last.</li>
${takesExamCodes ? html`<li>While an exam code is booked for one candidate, a booking for another is parked (<code>booked-by-another-candidate</code>).</li>` : ""}
<li>A result names its appointment by its number, old or new, or by your two ids. It is parked where that appointment does not count.</li>
<li>After ${givenBack} the exam may be booked again.</li>
<li>An appointment at or after <code>bookBefore</code> is kept, but its result is parked (<code>after-end</code>).</li>
${takesExamCodes ? html`<li>A candidate id and a registration id are yours. The candidate needs both to link a pass to an account: show them.</li>` : ""}
</ul>
<h2>What goes wrong</h2>
<p>A look-up answers <code>eligible: false</code> with one of these reasons:</p>
${adviceTable("Reason", shown(ineligible))}
<p>The answer's <code>status</code> tells <a href="/docs/webhooks#answers">what became of a report</a>. <code>parked</code> with one of these reasons means that it is kept
and does not count:</p>
${adviceTable("Reason", shown(parked))}
<p>These refuse the request itself, and nothing is kept:</p>
${refusalTable([
  ...(["signature-missing", "signature-stale", "signature-wrong", "message-id-reused", "invalid-request"] as const),
  ...(["eligibility-code-not-found", "exam-not-named"] as const),
  ...rows(takesExamCodes, "exam-code-not-found" as const),
])}`,
};
