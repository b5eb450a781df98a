import { accept, type Decision, refuse } from "../domain/decision.ts";
import type { Report } from "../domain/exam/center-report.ts";
import { mayTakeExam } from "../domain/exam/enrolment.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import { bearerOf } from "../domain/exam/exam-code-bearer.ts";
import { acceptableReport, acceptedReport } from "../domain/exam/kept-report.ts";
import type { Happening } from "../domain/history/event.ts";
import { programmeOf } from "../domain/programme/programme-versions.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { enrolmentAt } from "../store/exam/enrolments.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { registrationIdFor, registrations } from "../store/exam/registrations.ts";
import { reports } from "../store/exam/reports.ts";
import type { Received } from "./received.ts";
import { settle } from "./settle-report.ts";
import { Needs, type Settling } from "./settlement.ts";
import { type Acceptance, subjectOf } from "./subject.ts";
import { receivedAs } from "./try-report.ts";

export type AcceptedAs = {
  readonly reason: string;
  readonly exam?: string | undefined;
  readonly entitlement?:
    | { readonly registrationId: string }
    | { readonly eligibilityCode: string }
    | { readonly examCode: string }
    | undefined;
};

type Accepted = { readonly report: Report; readonly changes: readonly Change[]; readonly event: Happening };

export function missingToAccept(
  facts: Facts,
  kept: Report | undefined,
  as: AcceptedAs,
  settling: Settling,
): readonly Ref<unknown>[] {
  if (!acceptableReport(kept, settling.now).accepted || kept === undefined) return [];
  const received = receivedAs(kept);
  const unread = facts.missing(...Object.values<Ref<unknown>>(received.names));
  if (unread.length > 0) return unread;
  const needs = new Needs(facts);
  const subject = subjectOf(needs, received, acceptanceOf(as));
  if ("entitlement" in subject) enrolmentOf(needs, subject.entitlement);
  if (needs.missing.length > 0) return needs.missing;
  const settlement = settle(facts, received, settling, acceptanceOf(as));
  return settlement.fate === "unread" ? settlement.missing : [];
}

/**
 * A parked report counts in spite of its rule, with all consequences (R36). Refused without an effect, and beside
 * another pass or certificate (R8).
 */
export function acceptReport(facts: Facts, ref: Ref<Report>, as: AcceptedAs, settling: Settling): Decision<Accepted> {
  const acceptable = acceptableReport(facts.get(ref), settling.now);
  if (!acceptable.accepted) return acceptable;
  const kept = acceptable.value;
  const received = receivedAs(kept);
  const needs = new Needs(facts);
  if (as.entitlement !== undefined && !("waitsFor" in subjectOf(needs, received))) {
    return refuse("report-names-its-entitlement");
  }
  const subject = subjectOf(needs, received, acceptanceOf(as));
  if ("waitsFor" in subject) return refuse("entitlement-not-named");
  if ("never" in subject) return refuse("report-not-acceptable");
  const free = isFree(needs, received, subject.entitlement, settling);
  if (!free.accepted) return free;

  const settlement = settle(facts, received, settling, acceptanceOf(as));
  if (settlement.fate === "unread") throw new Error("a report is settled on all that it needs");
  if (settlement.fate !== "counts" || !settlement.isNews) return refuse("report-not-acceptable");
  const { report, rule } = acceptedReport(kept, as.reason, settling.now);
  const data = { rule, reason: as.reason, type: kept.type };
  const told = { ...data, reportId: kept.reportId };
  // The partner's own history tells what was counted.
  const changes = settlement.changes.map((change) => ({ ...change, data: change.data ?? told }));
  const { notifications } = settlement.event;
  return accept({
    report,
    changes: [put(reports.at(kept.reportId), report), ...changes],
    event: { type: "report.accepted", data, ...(notifications && { notifications }) },
  });
}

function acceptanceOf({ entitlement, exam }: AcceptedAs): Acceptance {
  if (entitlement === undefined) return { exam };
  if ("examCode" in entitlement) return { exam, entitlement: { code: examCodes.at(entitlement.examCode) } };
  const id =
    "registrationId" in entitlement ? entitlement.registrationId : registrationIdFor(entitlement.eligibilityCode);
  return { exam, entitlement: { registration: registrations.at(id) } };
}

/** R8 for an accepted report: no other pass or certificate, and no booking beside the registration's own. */
function isFree(needs: Needs, { report }: Received, entitlement: Entitlement, { now }: Settling): Decision<true> {
  const { kind, of } = entitlement;
  if (kind === "exam-code" && of.cancelled !== undefined) return refuse("exam-code-cancelled");
  const enrolment = enrolmentOf(needs, entitlement);
  if (enrolment === undefined) return accept(true);
  const isOwn = (id: string) =>
    kind === "registration" && report.type === "result.reported" && id === of.registrationId;
  const standings = enrolment.standings.filter((each) => !isOwn(each.of));
  return mayTakeExam({ ...enrolment, standings }, programmeOf(of.programmeVersion), now);
}

function enrolmentOf(needs: Needs, { kind, of }: Entitlement) {
  const { certificationId } = of.certification;
  const account =
    kind === "registration" ? of.accountId : kind === "exam-code" ? bearerOf(of)?.accountId : of.bound?.accountId;
  return account === undefined ? undefined : needs.get(enrolmentAt(account, certificationId));
}
