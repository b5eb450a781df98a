import { readCode } from "../domain/code.ts";
import type { BindableSitting, CandidatePair } from "../domain/exam/bindable-sitting.ts";
import type { CenterReport, WaitsFor } from "../domain/exam/center-report.ts";
import type { ExamCode } from "../domain/exam/exam-code.ts";
import { named } from "../domain/exam/named-subject.ts";
import type { Registration } from "../domain/exam/registration.ts";
import type { Result } from "../domain/exam/result.ts";
import type { Instant } from "../domain/instant.ts";
import type { ExamSeries } from "../domain/programme/exam-series.ts";
import { slotsOf } from "../store/certificate/sittings.ts";
import type { Change } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import type { Slot } from "../store/core/slot.ts";
import { appointmentAt, type StoredAppointment } from "../store/exam/appointments.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { registrationIdFor, registrations } from "../store/exam/registrations.ts";
import { resultAt } from "../store/exam/results.ts";
import { waitIn } from "../store/exam/waits.ts";
import { examSeriesAt } from "../store/programme/exam-series.ts";

/** Everything that a report names, for one round trip. */
export type Names = {
  readonly result?: Ref<Slot<Result>>;
  readonly corrected?: Ref<Slot<Result>>;
  readonly series?: Ref<ExamSeries>;
  readonly sitting?: Ref<Slot<BindableSitting>>;
  /** People swap the two identifiers. */
  readonly exchanged?: Ref<Slot<BindableSitting>>;
  readonly registration?: Ref<Registration>;
  readonly code?: Ref<ExamCode>;
  readonly appointment?: Ref<Slot<StoredAppointment>>;
};

export type Received = {
  readonly provider: string;
  readonly report: CenterReport;
  readonly reportId: string;
  readonly receivedAt: Instant;
  /** The name that leads to the entitlement. */
  readonly waitsFor: WaitsFor;
  readonly names: Names;
  readonly pair?: CandidatePair | undefined;
  /** The number that the report gives. The write checks that nobody else has it. */
  readonly number?: Ref<Slot<StoredAppointment>> | undefined;
};

/** The one place that finds what a report names. */
export function receivedReport(of: Pick<Received, "provider" | "report" | "reportId" | "receivedAt">): Received {
  const { provider, report } = of;
  const { data } = report;
  const waitsFor = named(report);
  const { kind, id } = waitsFor;
  const pair = namedPair(data);
  const slots = pair && slotsOf(provider, pair);
  const names: Names = {
    ...("resultId" in data && { result: resultAt(provider, data.resultId) }),
    ...("seriesCode" in data && data.seriesCode !== undefined && { series: examSeriesAt(data.seriesCode) }),
    ...(slots && { sitting: slots.sitting, ...(report.type === "result.reported" && { exchanged: slots.exchanged }) }),
    ...(kind === "eligibility-code" && { registration: registrations.at(registrationIdFor(id)) }),
    ...(kind === "registration" && { registration: registrations.at(id) }),
    ...(kind === "exam-code" && { code: examCodes.at(ownForm(id)) }),
    ...(kind === "confirmation-number" && { appointment: appointmentAt(provider, id) }),
    ...(kind === "result" && { corrected: resultAt(provider, id) }),
  };
  const given = "confirmationNumber" in data ? data.confirmationNumber : undefined;
  return { ...of, waitsFor, names, pair, number: given === undefined ? undefined : appointmentAt(provider, given) };
}

function namedPair(data: CenterReport["data"]): CandidatePair | undefined {
  if (!("candidateId" in data)) return undefined;
  const { candidateId, registrationId } = data;
  return candidateId === undefined || registrationId === undefined ? undefined : { candidateId, registrationId };
}

/** Canonical, or unchanged if it is no code of ours. */
function ownForm(examCode: string): string {
  const read = readCode("EXC", examCode);
  return "code" in read ? read.code : examCode;
}

/** Waits for a number or result (R17). Never for our own code, because nobody knows it before it is issued. */
export function waitForNamed(facts: Facts, { names, reportId, receivedAt }: Received): Change[] {
  const wait = { reportId, receivedAt };
  if (names.appointment !== undefined) return waitIn(facts, names.appointment, wait);
  return names.corrected === undefined ? [] : waitIn(facts, names.corrected, wait);
}
