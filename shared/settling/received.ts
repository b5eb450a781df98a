import { readCode } from "../domain/code.ts";
import type { BindableSitting, CandidatePair } from "../domain/exam/bindable-sitting.ts";
import { type CenterReport, named, type Result, type WaitsFor } from "../domain/exam/center-report.ts";
import type { ExamCode } from "../domain/exam/exam-code.ts";
import type { Registration } from "../domain/exam/registration.ts";
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

/** The things that a report names: one round trip finds its entitlement, or what leads there. */
export type Names = {
  readonly result?: Ref<Slot<Result>>;
  readonly corrected?: Ref<Slot<Result>>;
  readonly series?: Ref<ExamSeries>;
  /** The sitting of the centre's two identifiers. */
  readonly sitting?: Ref<Slot<BindableSitting>>;
  /** The same with the two exchanged, as people type them. */
  readonly exchanged?: Ref<Slot<BindableSitting>>;
  readonly registration?: Ref<Registration>;
  readonly code?: Ref<ExamCode>;
  readonly appointment?: Ref<Slot<StoredAppointment>>;
};

/** A report with its sender, its identifier, the instant of its receipt, and all that it names. */
export type Received = {
  readonly provider: string;
  readonly report: CenterReport;
  readonly reportId: string;
  readonly receivedAt: Instant;
  /** The one of its names that leads to its entitlement. */
  readonly waitsFor: WaitsFor;
  readonly names: Names;
  /** The centre's two identifiers of a sitting, where it names both. */
  readonly pair?: CandidatePair | undefined;
  /** The number that it gives to its appointment. Nobody else may have it; that is seen when it is written. */
  readonly number?: Ref<Slot<StoredAppointment>> | undefined;
};

/** Works out what a report names, in one place for all reports and providers. */
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

/** An exam code in its one true form; as it came, if it is none of ours. */
function ownForm(examCode: string): string {
  const read = readCode("EXC", examCode);
  return "code" in read ? read.code : examCode;
}

/**
 * Makes a report wait for the number or result that it names (R17). Nothing waits for a code of ours: nobody knows it
 * before we have issued it.
 */
export function waitForNamed(facts: Facts, { names, reportId, receivedAt }: Received): Change[] {
  const wait = { reportId, receivedAt };
  if (names.appointment !== undefined) return waitIn(facts, names.appointment, wait);
  return names.corrected === undefined ? [] : waitIn(facts, names.corrected, wait);
}
