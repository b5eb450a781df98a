import type { BindingFailure } from "../../shared/domain/certificate/binding.ts";
import type { Notification } from "../../shared/domain/history/notification.ts";

const name = "Ana Sá";
const to = "ana@example.org";
const certification = "Professional Cloud Architect";
const about = { to, name, certification } as const;
const exam = { exam: "written", title: "Cloud Architecture, written exam", seriesCode: "ACP-CA3" } as const;
const until = "2027-11-22T09:30:00.000Z";
const testCenter = { id: "LIS-01", name: "Lisboa Centro", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };
const place = { confirmationNumber: "8850012345", startsAt: "2026-12-01T10:00:00.000Z", testCenter };
const uid = "reg_0f1e2d3c4b5a69788796-written";
const sum = { amount: 20_000, currency: "USD" };
const code = "EDU-7F3K-9QXW-2M8T-R5VN-Q";
const examCode = "EXC-2M8T-R5VN-7F3K-9QXW-K";
const codes = [{ code, isFor: "level ACA or ACP", expiresAt: until }];
const reason = "Papéis errados.";
const organization = "Harbour & Sons";
const orderId = "ord_4c1x8w";
const order = { to, orderId } as const;
const member = { ...about, exam: "written", code: examCode } as const;
const sitting = { exam: "written", code: examCode, title: exam.title, seriesCode: exam.seriesCode } as const;
const partnership = { to, organization, tells: "partnership", reason } as const;
const failed = {
  ...{ to, name, certificationId: "acp-cloud" },
  ...{ candidateId: "900123", registrationId: "700456" },
} as const;

const failures: readonly BindingFailure[] = [
  ...(["result-not-received", "ids-look-swapped", "sitting-not-available", "sitting-not-passed"] as const),
  ...(["certification-differs-from-sitting", "certificate-still-valid", "certificate-not-claimed"] as const),
  ...(["sat-while-certified", "already-certified"] as const),
];

/** An e-mail of each kind, and of each form that a kind has. A kind without one does not compile. */
export const mailKinds: Readonly<Record<Notification["tells"], readonly Notification[]>> = {
  registered: [
    { ...about, tells: "registered", eligibilityCode: "ELI-4C1X-8W2M-9QXW-R5VN-7", expiresAt: until },
    { ...about, tells: "registered", expiresAt: until },
  ],
  booked: [
    {
      ...about,
      ...exam,
      tells: "booked",
      appointment: place,
      calendarUid: uid,
      instructionsUrl: "https://exam.test/how",
    },
    { ...about, exam: "written", tells: "booked", appointment: { ...place, testCenter: undefined, afterEnd: true } },
  ],
  rescheduled: [{ ...about, ...exam, tells: "rescheduled", appointment: place, calendarUid: uid }],
  cancelled: [
    {
      ...about,
      ...exam,
      tells: "cancelled",
      confirmationNumber: "8850012345",
      cancelled: place,
      code,
      calendarUid: uid,
    },
    { ...about, ...exam, tells: "cancelled", cancelled: place, doesNotCount: true, code: examCode },
    { ...about, ...exam, tells: "cancelled", code: examCode },
  ],
  result: [
    { ...about, ...exam, tells: "result", outcome: "pass", isCorrection: false },
    { ...about, exam: "written", tells: "result", outcome: "invalidated", isCorrection: true },
    { ...about, ...exam, tells: "result", outcome: "pass", isCorrection: false, earnsNothing: "sat-while-certified" },
    { ...about, ...exam, tells: "result", outcome: "pass", isCorrection: false, earnsNothing: "already-certified" },
    { ...about, ...exam, tells: "result", outcome: "held", isCorrection: false },
    { ...about, ...exam, tells: "result", outcome: "incomplete", isCorrection: false },
  ],
  claimable: [{ ...about, tells: "claimable" }],
  claimed: [
    {
      ...{ ...about, tells: "claimed", certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-Q", validUntil: until },
      verify: "https://api.certs.test/verify/CRT-7F3K-9QXW-2M8T-R5VN-Q",
    },
  ],
  revoked: [{ ...about, tells: "revoked", reason }],
  ending: (["authorization code", "eligibility code", "registration", "certificate", "exam code"] as const).flatMap(
    (what) => [
      { to, tells: "ending", what, which: code, isFor: "level ACA", days: 30, endsAt: until } as const,
      { to, tells: "ending", what, days: 1, endsAt: until } as const,
    ],
  ),
  gift: [
    { to, tells: "gift", code, message: "Boa sorte!", isFor: "acp-cloud", expiresAt: until },
    { to, tells: "gift", code, expiresAt: until },
  ],
  applied: [
    { to, organization, tells: "applied", applicant: "Ben Li" },
    { to, organization, tells: "applied", applicant: "Ben Li", applicantEmail: "ben@example.org" },
  ],
  "application-decided": (["account", "organization"] as const).flatMap((reader) => [
    { to, organization, tells: "application-decided", reader, applicant: name, outcome: "approved" } as const,
    { to, organization, tells: "application-decided", reader, applicant: name, outcome: "rejected", reason } as const,
  ]),
  "membership-ended": (["account", "organization"] as const).flatMap((reader) => [
    { to, organization, tells: "membership-ended", reader, member: name, how: "quit", returnedCodes: 3 } as const,
    { to, organization, tells: "membership-ended", reader, member: name, how: "removed", returnedCodes: 1 } as const,
  ]),
  partnership: [
    ...(["suspended", "resumed", "ended", "main-account-taken-over", "main-account-handed-over"] as const).map(
      (what) => ({ ...partnership, what }) as const,
    ),
    { ...partnership, what: "renamed", before: "Harbour" },
    { ...partnership, what: "benefits", level: "acp", granted: 2, remaining: 7 },
    { ...partnership, what: "benefits", level: "acp", granted: -1, remaining: 1 },
  ],
  invited: [
    { to, organization, tells: "invited", url: "https://api.certs.test/invitations/9f1c3a5e7b", expiresAt: until },
  ],
  bound: [
    { ...about, ...exam, tells: "bound" },
    {
      ...about,
      exam: "written",
      tells: "bound",
      certificate: { number: "CRT-7F3K-9QXW-2M8T-R5VN-Q", validUntil: until },
    },
  ],
  "binding-failed": failures.map((why) => ({ ...failed, tells: "binding-failed", reason: why })),
  "candidate-link-undone": [{ to, name, tells: "candidate-link-undone", candidateId: "900123", reason }],
  "candidate-corrected": [
    { ...about, tells: "candidate-corrected", fullName: name, email: to, country: "PT", phone: "+351 1234", reason },
  ],
  "name-corrected": [
    { ...about, tells: "name-corrected", fullName: "王小明", reason },
    { ...about, tells: "name-corrected", fullName: "王小明", certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-Q", reason },
  ],
  "name-differs": [{ ...about, tells: "name-differs", registered: name, checked: "Ana Maria de Sá" }],
  "coupons-issued": [
    {
      ...{ to, certification, exam: "written", tells: "coupons-issued", partner: organization },
      ...{ quantity: 1, remaining: 12, changeId: "chg_1", expiresAt: until },
    },
  ],
  "exam-code-assigned": [
    {
      ...{ ...member, ...sitting, tells: "exam-code-assigned", expiresAt: until },
      ...{ instructionsUrl: "https://exam.test/how", centers: ["Pearson VUE", "Prometric"] },
    },
    { ...member, tells: "exam-code-assigned", expiresAt: until },
  ],
  "exam-code-taken-back": [{ ...member, ...sitting, tells: "exam-code-taken-back" }],
  "exam-code-ended": [{ ...member, ...sitting, tells: "exam-code-ended" }],
  "sitting-reported": [
    { ...member, ...sitting, tells: "sitting-reported", outcome: "pass", isCorrection: false },
    { ...member, ...sitting, tells: "sitting-reported", outcome: "no-show", isCorrection: true },
    { ...member, ...sitting, tells: "sitting-reported", outcome: "fail", isCorrection: false },
    { ...member, ...sitting, tells: "sitting-reported", outcome: "invalidated", isCorrection: true, isAnothers: true },
  ],
  "registration-closed": [{ ...about, tells: "registration-closed", reason }],
  "sitting-granted": [
    { ...about, ...exam, tells: "sitting-granted", code: "ELI-4C1X-8W2M-9QXW-R5VN-7", until },
    { ...about, ...exam, tells: "sitting-granted", until },
  ],
  "appointment-closed": (["given-back", "used-up"] as const).map(
    (fate) =>
      ({ ...about, ...exam, tells: "appointment-closed", confirmationNumber: "8851", sitting: fate, reason }) as const,
  ),
  "exam-code-cancelled": [
    { ...about, ...exam, tells: "exam-code-cancelled", code: examCode, replacedBy: "EXC-NEW", reason },
  ],
  reinstated: [{ ...about, tells: "reinstated", certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-Q", reason }],
  "order-paid": [
    { ...order, tells: "order-paid", total: sum, codes, training: [{ certificationId: "acp-cloud", quantity: 2 }] },
    { ...order, tells: "order-paid", total: sum, codes: [], training: [] },
  ],
  "order-codes": [
    { ...order, tells: "order-codes", codes: [...codes, { code: "EDU-2", isFor: "acp-cloud", expiresAt: until }] },
  ],
  "order-expired": [{ ...order, tells: "order-expired" }],
  "order-cancelled": [{ ...order, tells: "order-cancelled" }],
  "payment-unusable": (
    ["order-cancelled", "order-expired", "certification-retired", "order-already-paid", "amount-differs"] as const
  ).map((why) => ({ ...order, tells: "payment-unusable", sum, reason: why }) as const),
  "refund-asked": [{ ...order, tells: "refund-asked", sum, cancelledCodes: [code] }],
  "order-refunded": [{ ...order, tells: "order-refunded", sum, cancelledCodes: [code, "EDU-2"] }],
  "order-disputed": [{ ...order, tells: "order-disputed", sum, cancelledCodes: [] }],
  "dispute-closed": [
    { ...order, tells: "dispute-closed", isWon: true, codes },
    { ...order, tells: "dispute-closed", isWon: false, codes: [] },
  ],
  "training-moved": (["to-arrange", "arranged", "done"] as const).map(
    (status) => ({ ...order, tells: "training-moved", certificationId: "acp-cloud", status }) as const,
  ),
  "gift-cancelled": [{ to, tells: "gift-cancelled", code }],
  "gift-taken-back": [
    { to, tells: "gift-taken-back", code, reader: "giver", reason },
    { to, tells: "gift-taken-back", code, reader: "recipient" },
  ],
};
