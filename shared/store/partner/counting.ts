import type { ClaimedCertificate } from "../../domain/certificate/certificate.ts";
import { drawSortableId, type Random } from "../../domain/code.ts";
import type { Instant } from "../../domain/instant.ts";
import { type Membership, organizationAt } from "../../domain/partner/membership.ts";
import type { Partner } from "../../domain/partner/partner.ts";
import { type Counted, count } from "../../domain/partner/tally.ts";
import { type Change, put, unchanged } from "../core/change.ts";
import type { Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";
import { countedAt } from "./counted.ts";
import { ledgerAt } from "./ledger.ts";
import { partnerAt } from "./partners.ts";

/** The partner of the account's organization, now or at an instant. */
export function partnerOf(facts: Facts, membership: Ref<Membership>, at?: Instant): Ref<Partner>[] {
  const found = facts.get(membership);
  const organizationId = at === undefined ? found?.member?.organizationId : organizationAt(found, at);
  return organizationId === undefined ? [] : [partnerAt(organizationId)];
}

/** A late settlement counts as of `asOf`. */
type When = { readonly now: Instant; readonly random: Random; readonly asOf?: Instant | undefined };

/** Counts a certificate for the holder's organization, or for none (R27, R28). Requires the membership unchanged. */
export function counting(
  facts: Facts,
  membership: Ref<Membership>,
  certificate: ClaimedCertificate,
  why: Counted["why"],
  { now, random, asOf }: When,
): { certificate: ClaimedCertificate; changes: Change[] } {
  const [ref] = partnerOf(facts, membership, asOf);
  const partner = ref && facts.get(ref);
  const isOver = partner?.ended !== undefined && partner.ended.at <= (asOf ?? now);
  if (ref === undefined || partner === undefined || isOver) return { certificate, changes: [unchanged(membership)] };

  const { organizationId, partnerId } = partner;
  const { partner: after, counted: row, granted } = count(partner, certificate, why);
  const { certificateId, level, accountId, validUntil } = row;
  const entry = {
    changeId: drawSortableId("bch", random, now),
    partnerId,
    at: now,
    level,
    quantity: granted,
    by: accountId,
    kind: "granted",
    why: "certificate",
    certificateId,
  } as const;
  return {
    certificate: { ...certificate, organizationId },
    changes: [
      { ...put(ref, after), data: { change: "counted", certificateId, level, validUntil } },
      put(countedAt(row), row),
      ...(granted === 0 ? [] : [put(ledgerAt(entry), entry)]),
      unchanged(membership),
    ],
  };
}
