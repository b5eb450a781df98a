import type { Certificate, ClaimedCertificate } from "../../domain/certificate/certificate.ts";
import { drawSortableId, type Random } from "../../domain/code.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { type Counted, type CountedBefore, countAgain, takeBack, uncount } from "../../domain/partner/tally.ts";
import { type Change, gone, put } from "../core/change.ts";
import type { Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";
import { countedAt } from "./counted.ts";
import { ledgerAt } from "./ledger.ts";
import { partnerAt } from "./partners.ts";

/** The partner and the row that count the certificate. */
export function whereCounted(certificate: Certificate | undefined): Ref<unknown>[] {
  const place = placeOf(certificate);
  return place === undefined ? [] : [place.partner, place.row];
}

/** The words of the row that counts the certificate, if one does. */
export function countedAs(facts: Facts, certificate: Certificate | undefined): Counted["why"] | undefined {
  const row = placeOf(certificate)?.row;
  return row && facts.get(row)?.why;
}

/** An ended, revoked or fallen certificate leaves the tally, once (R29). */
export function uncounting(facts: Facts, certificate: Certificate | undefined): Change[] {
  const place = placeOf(certificate);
  if (certificate === undefined || place === undefined) return [];
  const [partner, row] = [facts.get(place.partner), facts.get(place.row)];
  if (partner === undefined || row === undefined) return [];

  const { certificateId, level, validUntil } = row;
  const data = { change: "uncounted", certificateId, level, validUntil };
  return [{ ...put(place.partner, uncount(partner, level)), data }, gone(place.row)];
}

/** A fraud also takes its unissued coupon back (R29), even after its end. */
export function uncountingFraud(
  facts: Facts,
  certificate: Certificate,
  { by, now, random }: { readonly by: string; readonly now: Instant; readonly random: Random },
): { readonly changes: Change[]; readonly couponsTakenBack: number } {
  const place = placeOf(certificate);
  const found = place && facts.get(place.partner);
  if (place === undefined || found === undefined) return { changes: [], couponsTakenBack: 0 };
  const { certificateId, validUntil } =
    certificate.state === "claimed" ? certificate : { ...certificate, validUntil: "" };
  const { level } = certificate.certification;
  const row = facts.get(place.row);
  const { partner, quantity } = takeBack(row === undefined ? found : uncount(found, level), level);
  const entry = {
    changeId: drawSortableId("bch", random, now),
    partnerId: partner.partnerId,
    at: now,
    level,
    quantity,
    by,
    kind: "taken-back" as const,
    certificateId,
  };
  const data = { change: row === undefined ? "fraud" : "uncounted", certificateId, level, validUntil };
  return {
    couponsTakenBack: quantity,
    changes: [
      { ...put(place.partner, partner), data },
      ...(row === undefined ? [] : [gone(place.row)]),
      ...(quantity === 0 ? [] : [put(ledgerAt(entry), entry)]),
    ],
  };
}

/** Counts a reinstated certificate with its coupons, if it has not ended (R36). */
export function countingAgain(
  facts: Facts,
  certificate: ClaimedCertificate,
  before: CountedBefore,
  { by, now, random }: { readonly by: string; readonly now: Instant; readonly random: Random },
): Change[] {
  const place = placeOf(certificate);
  const found = place && facts.get(place.partner);
  if (place === undefined || found === undefined) return [];
  const { certificateId, validUntil } = certificate;
  const { level } = certificate.certification;
  const { coupons } = before;
  const isOver = now >= validUntil;
  const { partner, counted: row } = countAgain(found, certificate, before);
  const after = isOver ? uncount(partner, level) : partner;
  const entry = {
    changeId: drawSortableId("bch", random, now),
    partnerId: found.partnerId,
    at: now,
    level,
    quantity: coupons,
    by,
    kind: "given-again" as const,
    certificateId,
  };
  const data = { change: isOver ? "reinstated" : "counted-again", certificateId, level, validUntil };
  return [
    { ...put(place.partner, after), data },
    ...(isOver ? [] : [put(place.row, row)]),
    ...(coupons === 0 ? [] : [put(ledgerAt(entry), entry)]),
  ];
}

/** The row with the corrected name (R36). */
export function countedWithName(facts: Facts, certificate: Certificate): Change[] {
  const row = placeOf(certificate)?.row;
  const counted = row && facts.get(row);
  return row === undefined || counted === undefined
    ? []
    : [put(row, { ...counted, holderName: certificate.holderName })];
}

function placeOf(certificate: Certificate | undefined): { partner: Ref<Partner>; row: Ref<Counted> } | undefined {
  if (certificate?.organizationId === undefined || certificate.state === "claimable") return undefined;
  const { organizationId, certificateId, validUntil } = certificate;
  if (validUntil === undefined) return undefined;
  const partner = partnerAt(organizationId);
  return { partner, row: countedAt({ partnerId: partner.id, validUntil, certificateId }) };
}
