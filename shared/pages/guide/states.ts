import { html } from "hono/html";
import type { Chapter } from "./chapter.ts";
import { diagram } from "./diagram.ts";
import { appointment, eligibilityCode, exam, examCode, registration, report } from "./exam-states.ts";
import { authorizationCode, batch, binding, certificate, certification, order } from "./machines.ts";
import { application, invitation, partnership } from "./partner-states.ts";

export const states: Chapter = {
  name: "states",
  title: "States",
  about: "Which states each thing has, and what leads from one to another.",
  body: html`<p>A <code>status</code> is worked out from the facts and the time of the request, whenever it is asked for. No job has
to run for a code to be expired, and the order in which reports arrive makes no difference.</p>
<h2>Certification</h2>
${diagram(certification)}
<h2>Order</h2>
${diagram(order)}
<h2>Authorization code</h2>
${diagram(authorizationCode)}
<h2>Batch</h2>
<p>Its codes are issued in parts; those that are issued can be used before the batch is complete.</p>
${diagram(batch)}
<h2>Registration</h2>
${diagram(registration)}
<h2>Eligibility code</h2>
<p>It follows its registration. Whether it may book an exam now is told by its <code>exams</code>.</p>
${diagram(eligibilityCode)}
<h2>Exam</h2>
<p>Each exam of a registration has a status of its own. A rescheduled booking has a new confirmation number. An exam that follows another is locked until
that is passed; any other starts as <code>to-book</code>.</p>
${diagram(exam)}
<h2>Appointment</h2>
<p>One confirmation number. Where another number has taken its place, it names that one as <code>supersededBy</code>.</p>
${diagram(appointment)}
<h2>Certificate</h2>
${diagram(certificate)}
<h2>Partnership</h2>
<p>The status of a partner and of its organization. While it is suspended nobody joins, no coupons are issued and no exam codes are given out; what members
have goes on. With its end its exam codes end, but for those that are booked or used, and nothing more counts for it.</p>
${diagram(partnership)}
<h2>Invitation</h2>
${diagram(invitation)}
<h2>Application</h2>
<p>An account has one application to an organization: who applies again opens the same one anew.</p>
${diagram(application)}
<h2>Exam code</h2>
${diagram(examCode)}
<h2>Binding</h2>
<p>Where the result is here already, a binding is <code>bound</code> from the start.</p>
${diagram(binding)}
<h2>Report</h2>
<p>A report that names what is known is <code>applied</code> from the start; one that can never be applied is
<code>parked</code> from the start.</p>
${diagram(report)}`,
};
