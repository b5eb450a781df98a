import { plusDays } from "../instant.ts";
import { fullNameOf } from "../name.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import { paymentProvider } from "../purchase/order.ts";
import type { Concerned, WorkItem } from "../work-item.ts";
import { type BindableSitting, stateOfSitting } from "./bindable-sitting.ts";
import type { Report } from "./center-report.ts";
import type { Entitlement } from "./entitlement.ts";
import { type ExamCode, sittingsWith } from "./exam-code.ts";
import { bearerOf } from "./exam-code-bearer.ts";
import { parkedFrom } from "./kept-report.ts";
import { nameDifference, toldApart } from "./name-difference.ts";
import { type Registration, sittingsIn } from "./registration.ts";
import { lastingStatus } from "./registration-status.ts";
import type { Sittings } from "./sitting.ts";

export function concernedBy({ kind, of }: Entitlement): Concerned | undefined {
  if (kind === "registration") {
    return { accountId: of.accountId, name: fullNameOf(of.candidate) };
  }
  if (kind === "self-paid") return of.bound && { accountId: of.bound.accountId };
  const bearer = bearerOf(of);
  return bearer && { accountId: bearer.accountId, name: bearer.fullName };
}

/** A parked report waits for staff. After its 3 days it counts as parked, even if the schedule has not run (R17). */
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
      id: reportId,
      since,
      about: `${type} of ${provider}`,
      reason: rule,
      concerns,
      link,
      actions: acts.map((act) => `${link}/${act}`),
    },
  ];
}

/** Overdue results, and results that the centre holds (R11, R16). */
export function workOfRegistration(registration: Registration): WorkItem[] {
  if (lastingStatus(registration) === "closed") return [];
  const entitlement = { kind: "registration", of: registration } as const;
  const path = `/v1/registrations/${registration.registrationId}`;
  const sittings = workOfSittings(entitlement, sittingsIn(registration), path, [`${path}/close`, `${path}/sittings`]);
  const { registrationId: id, certification } = registration;
  const difference = nameDifference(registration);
  const named = difference && {
    id,
    since: difference.since,
    about: certification.title,
    concerns: concernedBy(entitlement),
    reason: toldApart(difference),
    link: path,
    actions: [`${path}/candidate`],
  };
  return named === undefined ? sittings : [...sittings, { kind: "name-difference", ...named }];
}

export function workOfExamCode(code: ExamCode): WorkItem[] {
  return workOfSittings({ kind: "exam-code", of: code }, sittingsWith(code), `/v1/exam-codes/${code.code}`, []);
}

/** For self-paid sittings only: the exam code answers for the others. */
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
  // A self-paid sitting has no schedule that announces it.
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
