import { type Certificate, revoke } from "../domain/certificate/certificate.ts";
import { drawCode } from "../domain/code.ts";
import type { SittingReport } from "../domain/exam/sitting.ts";
import { certificateIdFor, certificates } from "../store/certificate/certificates.ts";
import { type Change, put } from "../store/core/change.ts";
import { uncounting, whereCounted } from "../store/partner/tally.ts";
import type { Needs, Settling } from "./settlement.ts";

/** The reason of a certificate whose pass falls. Another report, or staff, can decide that a result does not count (R14). */
export function reasonOfFall(report: SittingReport | undefined): string {
  return report?.type === "corrected" ? "The result was corrected." : "The result does not count any more.";
}

export function newCertificate({ random }: Settling): Pick<Certificate, "certificateId" | "certificateNumber"> {
  const certificateNumber = drawCode("CRT", random);
  return { certificateNumber, certificateId: certificateIdFor(certificateNumber) };
}

/** The certificate falls with its pass (R16), and leaves the tally (R29). */
export function fall(needs: Needs, certificateId: string | undefined, reason: string, now: string) {
  const nothing: { changes: Change[]; lost: Certificate | undefined } = { changes: [], lost: undefined };
  if (certificateId === undefined) return nothing;
  const ref = certificates.at(certificateId);
  const standing = needs.get(ref);
  for (const place of whereCounted(standing)) needs.get(place);
  const fallen = revoke(standing, reason, now);
  if (standing === undefined || !fallen.accepted || needs.missing.length > 0) return nothing;
  return { changes: [put(ref, fallen.value), ...uncounting(needs.facts, standing)], lost: standing };
}
