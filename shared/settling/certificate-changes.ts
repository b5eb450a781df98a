import { type Certificate, revoke } from "../domain/certificate/certificate.ts";
import { drawCode } from "../domain/code.ts";
import { certificateIdFor, certificates } from "../store/certificate/certificates.ts";
import { type Change, put } from "../store/core/change.ts";
import { uncounting, whereCounted } from "../store/partner/tally.ts";
import type { Needs, Settling } from "./settlement.ts";

export const correctedReason = "The result was corrected.";

export function newCertificate({ random }: Settling): Pick<Certificate, "certificateId" | "certificateNumber"> {
  const certificateNumber = drawCode("CRT", random);
  return { certificateNumber, certificateId: certificateIdFor(certificateNumber) };
}

/** The certificate falls with its pass (R16), and leaves the tally (R29). */
export function fall(needs: Needs, certificateId: string | undefined, now: string) {
  const nothing: { changes: Change[]; lost: Certificate | undefined } = { changes: [], lost: undefined };
  if (certificateId === undefined) return nothing;
  const ref = certificates.at(certificateId);
  const standing = needs.get(ref);
  for (const place of whereCounted(standing)) needs.get(place);
  const fallen = revoke(standing, correctedReason, now);
  if (standing === undefined || !fallen.accepted || needs.missing.length > 0) return nothing;
  return { changes: [put(ref, fallen.value), ...uncounting(needs.facts, standing)], lost: standing };
}
