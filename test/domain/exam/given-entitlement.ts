import { type Entitlement, reportsOf, termsOf } from "../../../shared/domain/exam/entitlement.ts";
import type { ParkedReason } from "../../../shared/domain/exam/parked-reason.ts";
import { weigh } from "../../../shared/domain/exam/report.ts";
import type { SittingReport, Sittings, Terms } from "../../../shared/domain/exam/sitting.ts";
import { sittingsOf } from "../../../shared/domain/exam/unfolding.ts";
import { sitting } from "../certificate/given-binding.ts";
import { registration } from "../given.ts";

const certification = { certificationId: "acp-cloud-computing", title: "Cloud Computing", level: "acp" };

/** Entitlements of each kind, without any report. All end at the beginning of 2028, except the self-paid one. */
export const entitlements = {
  acp: { kind: "registration", of: registration("acp") },
  ace: { kind: "registration", of: registration("ace") },
  academy: { kind: "registration", of: registration("aca") },
  examCode: {
    kind: "exam-code",
    of: {
      code: "EXC-1",
      partnerId: "par_1",
      certification,
      exam: "written",
      programmeVersion: 1,
      changeId: "bch_1",
      issuedAt: "2027-01-01T00:00:00.000Z",
      expiresAt: "2028-01-01T00:00:00.000Z",
      holdings: [],
    },
  },
  selfPaid: { kind: "self-paid", of: sitting({ examCode: undefined, partnerId: undefined, reports: [] }) },
} satisfies Record<string, Entitlement>;

/** The visible state of an entitlement, parked reports included, independent of their order. */
export function pictureOf({ appointments, ended, incomplete, parked }: Sittings) {
  return {
    appointments: Object.fromEntries(appointments),
    ended: Object.fromEntries(ended),
    incomplete,
    parked: Object.fromEntries(parked),
  };
}

export function pictureWith(reports: readonly SittingReport[], terms: Terms) {
  return pictureOf(sittingsOf(reports, terms));
}

/** Weighs reports one by one, and keeps the last result for each: why it does not count, or that it counts. */
export function weighed(to: Entitlement, reports: readonly SittingReport[], provider: string) {
  const words = new Map<string, ParkedReason | "counts">();
  let entitlement = to;
  for (const report of reports) {
    const outcome = weigh(entitlement, report, provider, "2030-01-01T00:00:00.000Z");
    if ("never" in outcome) {
      words.set(report.reportId, outcome.never);
      continue;
    }
    words.set(report.reportId, outcome.parked ?? "counts");
    for (const { reportId, reason } of outcome.turned) words.set(reportId, reason ?? "counts");
    entitlement = outcome.entitlement;
  }
  return { entitlement, words, picture: pictureWith(reportsOf(entitlement), termsOf(entitlement)) };
}
