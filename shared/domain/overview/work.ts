import type { Binding } from "../certificate/binding.ts";
import { type BindableSitting, stateOfSitting } from "../exam/bindable-sitting.ts";
import type { Report } from "../exam/center-report.ts";
import type { Entitlement } from "../exam/entitlement.ts";
import { bearerOf, type ExamCode, sittingsWith } from "../exam/exam-code.ts";
import { parkedFrom } from "../exam/kept-report.ts";
import { type NameDifference, nameDifference } from "../exam/name-difference.ts";
import { lastingStatus, type Registration, sittingsIn } from "../exam/registration.ts";
import type { Sittings } from "../exam/sitting.ts";
import { type Instant, plusDays } from "../instant.ts";
import { fullNameOf } from "../name.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { paymentProvider } from "../purchase/order.ts";

/** The kinds of thing that wait for a decision of staff. */
export const workKinds = [
  "parked-report",
  "unusable-payment",
  "overdue-result",
  "held-result",
  "name-difference",
  "parked-message",
  "training-to-arrange",
  "refund-owed",
  "redeemed-refund",
  "disputed-order",
] as const;

/** One thing that waits for a decision of staff (R37). */
export type WorkItem = {
  readonly kind: (typeof workKinds)[number];
  /** Of the report, the appointment, the result, the e-mail or the order; with it staff act. */
  readonly id: string;
  readonly since: Instant;
  readonly about: string;
  readonly reason?: string | undefined;
  readonly concerns?: Concerned | undefined;
  /** Paths of the API that show it and act on it. */
  readonly link: string;
  readonly actions: readonly string[];
};

/** The person whom something concerns, as far as known. */
export type Concerned = { readonly accountId?: string | undefined; readonly name?: string | undefined };

/** The person whose exams an entitlement is for. */
export function concernedBy({ kind, of }: Entitlement): Concerned | undefined {
  if (kind === "registration") {
    return { accountId: of.accountId, name: fullNameOf(of.candidate) };
  }
  if (kind === "self-paid") return of.bound && { accountId: of.bound.accountId };
  const bearer = bearerOf(of);
  return bearer && { accountId: bearer.accountId, name: bearer.fullName };
}

/** A parked report waits, also one whose 3 days have passed unseen by the schedule: from their end on (R17). */
export function workOfReport(report: Report): WorkItem[] {
  const { reportId, provider, status, type, reason, retryUntil, concerns } = report;
  if (status !== "parked" && status !== "waiting") return [];
  const rule = status === "waiting" ? "not-matched-in-time" : reason;
  const since = rule === "not-matched-in-time" && retryUntil !== undefined ? retryUntil : parkedFrom(report);
  const link = `/v1/reports/${reportId}`;
  const isPayment = provider === paymentProvider;
  const acts = isPayment || rule === "unknown-type" ? ["close"] : ["accept", "release", "close"];
  return [
    {
      kind: isPayment ? "unusable-payment" : "parked-report",
      ...{ id: reportId, since, about: `${type} of ${provider}`, reason: rule, concerns, link },
      actions: acts.map((act) => `${link}/${act}`),
    },
  ];
}

/** Results of a registration's exams that are overdue, as the schedule has announced, or held by the centre (R11, R16). */
export function workOfRegistration(registration: Registration): WorkItem[] {
  if (lastingStatus(registration) === "closed") return [];
  const entitlement = { kind: "registration", of: registration } as const;
  const path = `/v1/registrations/${registration.registrationId}`;
  const sittings = workOfSittings(entitlement, sittingsIn(registration), path, [`${path}/close`, `${path}/sittings`]);
  const { registrationId: id, certification } = registration;
  const difference = nameDifference(registration);
  const named = difference && {
    ...{ id, since: difference.since, about: certification.title, concerns: concernedBy(entitlement) },
    ...{ reason: toldApart(difference), link: path, actions: [`${path}/candidate`] },
  };
  return named === undefined ? sittings : [...sittings, { kind: "name-difference", ...named }];
}

/** A name on the certificate of a bound sitting that differs from the one that the centre checked (R19). */
export function workOfBinding(binding: Binding): WorkItem[] {
  if (binding.state !== "bound" || binding.nameDiffers === undefined) return [];
  const { bindingId: id, accountId, holderName: name, certificateId, nameDiffers } = binding;
  const link = `/v1/bindings/${id}`;
  const actions = certificateId === undefined ? [] : [`/v1/certificates/${certificateId}/correct-name`];
  const about = { about: `exam ${binding.exam}`, reason: toldApart(nameDiffers), concerns: { accountId, name } };
  return [{ kind: "name-difference", id, since: nameDiffers.since, ...about, link, actions }];
}

function toldApart({ registered, checked }: NameDifference): string {
  return `${registered} / ${checked}`;
}

/** The same of the exam that a partner's code pays for. */
export function workOfExamCode(code: ExamCode): WorkItem[] {
  return workOfSittings({ kind: "exam-code", of: code }, sittingsWith(code), `/v1/exam-codes/${code.code}`, []);
}

/** The same of a sitting that was paid at the centre; one that a code paid for is the code's. */
export function workOfSitting(sitting: BindableSitting): WorkItem[] {
  if (sitting.examCode !== undefined) return [];
  return workOfSittings({ kind: "self-paid", of: sitting }, stateOfSitting(sitting), undefined, []);
}

function workOfSittings(
  entitlement: Entitlement,
  { appointments, ended }: Sittings,
  path: string | undefined,
  actions: readonly string[],
): WorkItem[] {
  const { certification, programmeVersion } = entitlement.of;
  const known = "overdue" in entitlement.of ? (entitlement.of.overdue ?? []) : [];
  const concerns = concernedBy(entitlement);
  const about = (exam: string) => `${exam} exam of ${certification.title}`;
  // A sitting that was paid at the centre has no history in which the schedule could announce it: it waits unannounced.
  const isLate = (number: string) => entitlement.kind === "self-paid" || known.includes(number);
  const late = [...appointments.values()].filter(
    ({ state, confirmationNumber }) => state === "booked" && isLate(confirmationNumber),
  );
  const held = [...ended].flatMap(([exam, all]) =>
    all.flatMap(({ outcome, resultId, at }) =>
      outcome === "held" && resultId !== undefined ? [{ exam, resultId, at }] : [],
    ),
  );
  return [
    ...late.map(({ confirmationNumber: id, exam, startsAt }): WorkItem => {
      const since = plusDays(startsAt, programmeOf(programmeVersion).overdueDays);
      const link = path ?? `/v1/appointments/${id}`;
      const acts = [`/v1/appointments/${id}/close`, ...actions];
      return { kind: "overdue-result", id, since, about: about(exam), concerns, link, actions: acts };
    }),
    ...held.map(({ exam, resultId: id, at }): WorkItem => {
      const link = `/v1/results/${id}`;
      return {
        kind: "held-result",
        id,
        since: at,
        about: about(exam),
        concerns,
        link,
        actions: [`${link}/end-hold`, ...actions],
      };
    }),
  ];
}
