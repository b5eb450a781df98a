import type { RequestOf } from "../../shared/client/client.ts";
import { drawCode } from "../../shared/domain/code.ts";
import { reportIdFor } from "../../shared/store/exam/reports.ts";
import type { Random } from "./random.ts";
import type { Content } from "./state.ts";

type Body = RequestOf<"receiveReport">["body"];

const testCenter = { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" };

/** This account's address refuses e-mail. */
const refusedAccount = "cid";

export function addressOf(account: string): string {
  return `${account}@${account === refusedAccount ? "reject.test" : "example.org"}`;
}

export function isRefused(address: string): boolean {
  return address === addressOf(refusedAccount);
}

/** Maps the model's handles to the service's ids. */
export class Names {
  readonly orders: { readonly id: string }[] = [];
  readonly codes: string[] = [];
  /** By the first code of each. */
  readonly batches = new Map<number, string>();
  readonly registrations: { readonly id: string; readonly eligibilityCode: string | undefined }[] = [];
  readonly certificates = new Map<number, string>();
  readonly partners: { readonly partnerId: string; readonly organizationId: string }[] = [];
  readonly invitations: string[] = [];
  readonly examCodes: string[] = [];
  /** By the model's names of them. */
  readonly applications = new Map<string, string>();
  readonly bindings = new Map<string, string>();
  readonly #bodies = new Map<string, { readonly body: Body; readonly reportId: string }>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A well-formed code that does not exist. */
  unknownCode(prefix: "EDU" | "ACTC" | "EXC"): string {
    return drawCode(prefix, (bytes) => Uint8Array.from({ length: bytes }, () => this.#random.int(0, 255)));
  }

  /** The service's id of a sent report. */
  reportId(content: string): string {
    return this.#bodies.get(content)?.reportId ?? "rep_none";
  }

  /** The sent report, always the same for one handle. */
  sent(content: Content): { readonly body: Body; readonly reportId: string } {
    const known = this.#bodies.get(content.id);
    if (known !== undefined) return known;
    const body = this.#bodyOf(content);
    const made = { body, reportId: reportIdFor(content.provider, body) };
    this.#bodies.set(content.id, made);
    return made;
  }

  #bookedWith(
    named: Names["registrations"][number] | undefined,
    { examCode, isSelfPaid }: Content,
    { candidate: candidateId, registration: registrationId }: { candidate?: string; registration?: string },
  ) {
    if (isSelfPaid) return { candidateId, registrationId };
    if (examCode === undefined) return { eligibilityCode: named?.eligibilityCode ?? this.unknownCode("ACTC") };
    const ids = candidateId === undefined || registrationId === undefined ? {} : { candidateId, registrationId };
    return { examCode: this.examCodes[examCode] ?? this.unknownCode("EXC"), ...ids };
  }

  #bodyOf(content: Content): Body {
    const { fact, registration, examCode: paidBy, isSelfPaid, series } = content;
    const seriesCode = series === undefined ? {} : { seriesCode: series.code };
    const examOf = (exam: string) => (series?.isAlone ? seriesCode : { exam, ...seriesCode });
    const named = registration === undefined ? undefined : this.registrations[registration];
    const occurredAt = instant(fact.at);
    switch (fact.type) {
      case "booked":
      case "rescheduled": {
        const { number: confirmationNumber, previous, exam } = fact;
        const startsAt = instant(fact.startsAt);
        const about = { ...this.#bookedWith(named, content, fact), ...examOf(exam) };
        const data = { ...about, confirmationNumber, startsAt, testCenter };
        if (previous === undefined) return { type: "appointment.booked", occurredAt, data };
        const moved = { ...data, previousConfirmationNumber: previous };
        return { type: "appointment.rescheduled", occurredAt, data: moved };
      }
      case "cancelled": {
        const { number: confirmationNumber, previous } = fact;
        const before = previous === undefined ? {} : { previousConfirmationNumber: previous };
        return { type: "appointment.cancelled", occurredAt, data: { confirmationNumber, ...before } };
      }
      case "no-show": {
        const data = { confirmationNumber: fact.number, excused: fact.excused };
        return { type: "appointment.no-show", occurredAt, data };
      }
      case "result": {
        const { resultId, exam, outcome, number: confirmationNumber } = fact;
        const result = { resultId, ...examOf(exam), outcome, takenAt: instant(fact.takenAt) };
        if (paidBy !== undefined || isSelfPaid) {
          const { candidate: candidateId, registration: registrationId } = fact;
          const paid = paidBy === undefined ? {} : { examCode: this.examCodes[paidBy] ?? this.unknownCode("EXC") };
          const sitting = { ...paid, candidateId, registrationId, delivery: "test-center" as const };
          return { type: "result.reported", occurredAt, data: { ...result, ...sitting } };
        }
        const data =
          confirmationNumber === undefined
            ? { ...result, registrationId: named?.id ?? "reg_00000000000000000000" }
            : { ...result, confirmationNumber };
        return { type: "result.reported", occurredAt, data };
      }
      case "corrected": {
        const { resultId, corrects, outcome } = fact;
        return { type: "result.corrected", occurredAt, data: { resultId, corrects, outcome, reason: "Scored again." } };
      }
    }
  }
}

export function instant(at: number): string {
  return new Date(at).toISOString();
}
