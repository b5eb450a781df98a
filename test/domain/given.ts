import type { Account } from "../../shared/domain/account.ts";
import type { Certificate } from "../../shared/domain/certificate/certificate.ts";
import type { Decision, Refusal } from "../../shared/domain/decision.ts";
import type { Registration } from "../../shared/domain/exam/registration.ts";
import type { SittingReport, Terms } from "../../shared/domain/exam/sitting.ts";
import { sittingsOf } from "../../shared/domain/exam/unfolding.ts";
import type { Certification } from "../../shared/domain/programme/certification.ts";
import type { IssuedCode } from "../../shared/domain/purchase/authorization-code.ts";

/** The accepted value. A refusal fails the test. */
export function acceptedBy<T>(decision: Decision<T>): T {
  if (decision.accepted) return decision.value;
  throw new Error(`refused: ${decision.refusal}`);
}

/** The refusal's code, or a note that there was none. */
export function refusalOf(decision: Decision<unknown>): Refusal | "accepted" {
  return decision.accepted ? "accepted" : decision.refusal;
}

export function account(accountId: string, fields: Partial<Account> = {}): Account {
  return { accountId, email: `${accountId}@example.org`, emailVerified: true, staff: false, ...fields };
}

export const ana = account("ana");
export const ben = account("ben");
export const staff = account("sam", { staff: true });

export function certification(level: string, fields: Partial<Certification> = {}): Certification {
  const certificationId = `${level}-cloud-computing`;
  const price = { amount: 12_000, currency: "USD" };
  return {
    certificationId,
    level,
    title: "Cloud Computing",
    exams: [],
    materials: [],
    price,
    published: true,
    ...fields,
  };
}

/** Ana's code for the ACP, bought on 22 November 2026 at half past nine. */
export function code(fields: Partial<IssuedCode> = {}): IssuedCode {
  return {
    code: "EDU-0123-4567-89AB-CDEF-K",
    coverage: { edition: "single-subject", certificationId: "acp-cloud-computing" },
    programmeVersion: 1,
    purchasedAt: "2026-11-22T09:30:00.000Z",
    expiresAt: "2027-11-22T09:30:00.000Z",
    source: { kind: "order", id: "ord_1" },
    ownerId: "ana",
    state: "issued",
    ...fields,
  };
}

export const candidate = { givenName: "Ana", familyName: "Sá", email: "ana@example.org", country: "PT" };

/** Ana's registration, open for the year 2027. */
export function registration(level: string, reports: readonly SittingReport[] = []): Registration {
  return {
    registrationId: "reg_1",
    accountId: "ana",
    certification: { certificationId: `${level}-cloud-computing`, title: "Cloud Computing", level },
    candidate,
    authorizationCode: "EDU-0123-4567-89AB-CDEF-K",
    programmeVersion: 1,
    openedAt: "2027-01-01T00:00:00.000Z",
    expiresAt: "2028-01-01T00:00:00.000Z",
    eligibilityCode: level === "acp" || level === "ace" ? "ACTC-0000-0000-0000-0001-1" : undefined,
    reports,
  };
}

export const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

type Placing = { startsAt?: string; exam?: string; reportId?: string };

/** The sitting starts on 1 May 2027 at ten, unless said otherwise. */
export function booked(confirmationNumber: string, occurredAt: string, fields: Placing = {}): SittingReport {
  const startsAt = "2027-05-01T10:00:00.000Z";
  const reportId = `booked-${confirmationNumber}`;
  return { type: "booked", reportId, occurredAt, confirmationNumber, exam: "written", startsAt, testCenter, ...fields };
}

export function rescheduled(
  previousConfirmationNumber: string,
  confirmationNumber: string,
  occurredAt: string,
  fields: Placing = {},
): SittingReport {
  const reportId = `rescheduled-${confirmationNumber}`;
  const placed = { confirmationNumber, exam: "written", startsAt: "2027-05-01T10:00:00.000Z", testCenter };
  return { type: "rescheduled", reportId, occurredAt, previousConfirmationNumber, ...placed, ...fields };
}

export function cancelled(
  confirmationNumber: string,
  occurredAt: string,
  previousConfirmationNumber?: string,
): SittingReport {
  const reportId = `cancelled-${confirmationNumber}`;
  return { type: "cancelled", reportId, occurredAt, confirmationNumber, previousConfirmationNumber };
}

export function noShow(confirmationNumber: string, occurredAt: string, usesUp = true): SittingReport {
  return { type: "no-show", reportId: `no-show-${confirmationNumber}`, occurredAt, confirmationNumber, usesUp };
}

type ResultFields = { exam?: string; takenAt?: string; resultId?: string };

/** A result that names a booking. Its id is `res-` with that number. */
export function result(
  outcome: "pass" | "fail" | "incomplete" | "held",
  confirmationNumber: string | undefined,
  occurredAt: string,
  fields: ResultFields = {},
): SittingReport {
  const resultId = fields.resultId ?? `res-${confirmationNumber}`;
  const taken = { exam: "written", takenAt: "2027-05-01T12:00:00.000Z" };
  const named = { reportId: `result-${resultId}`, resultId, confirmationNumber };
  return { type: "result", occurredAt, outcome, ...taken, ...fields, ...named };
}

/** Ana's unclaimed certificate of the ACP. */
export const claimable: Certificate = {
  certificateId: "cert_1",
  certificateNumber: "CRT-0123-4567-89AB-CDEF-K",
  accountId: "ana",
  registrationId: "reg_1",
  certification: { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" },
  holderName: "Ana Sá",
  holderEmail: "ana@example.org",
  programmeVersion: 1,
  passedAt: "2027-05-01T12:00:00.000Z",
  state: "claimable",
};

/** All permutations. */
export function permutations<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first, at) => permutations(things.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

/** One sitting of each exam, before the year 2028, booked at a test centre but for the online exam. */
export const terms: Terms = {
  sittingsPerExam: 1,
  expiresAt: "2028-01-01T00:00:00.000Z",
  isOnePersons: false,
  booked: ["written", "lab"],
  incomplete: "given-back",
};

/** Reports that do not count, with the reason. */
export function parkedOf(reports: readonly SittingReport[], under: Terms = terms): Record<string, string> {
  return Object.fromEntries([...sittingsOf(reports, under).parked].sort());
}

/** The resulting state, independent of the order of the reports. */
export function stateOf(reports: readonly SittingReport[]) {
  const { appointments, ended } = sittingsOf(reports, terms);
  const numbers = [...appointments.values()].map(({ confirmationNumber, state, startsAt, supersededBy }) => {
    return `${confirmationNumber} ${state} ${startsAt} ${supersededBy ?? "valid"}`;
  });
  const shown = [...ended].map(([exam, sittings]) => {
    return [exam, sittings.map(({ bookedAt: _, candidateId: __, centerRegistrationId: ___, ...sat }) => sat)] as const;
  });
  return { numbers: numbers.sort(), ended: Object.fromEntries(shown) };
}
