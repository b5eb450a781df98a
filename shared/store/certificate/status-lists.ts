import * as z from "zod";
import type { Certificate, ClaimedCertificate } from "../../domain/certificate/certificate.ts";
import { drawStatusPlace, type StatusPlace } from "../../domain/certificate/status-list.ts";
import type { Random } from "../../domain/code.ts";
import { type Change, put } from "../core/change.ts";
import type { Cost } from "../core/cost.ts";
import { entity, type Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";
import { queryAll } from "../core/query.ts";
import { certificates } from "./certificates.ts";

/** Whose a place in a status list is, for ever. */
type Placed = {
  readonly certificateId: string;
  /** The place itself, once a later credential of the certificate has another: this one is revoked for good. */
  readonly superseded?: StatusPlace | undefined;
};

const statusPlaces = entity<Placed>()({
  kind: "status-place",
  schema: z.object({
    certificateId: z.string(),
    superseded: z.object({ list: z.string(), index: z.number().int() }).optional(),
  }),
  revokedAt: ({ superseded }) => superseded,
});

/** The owner of a place in a status list. */
export function statusPlaceAt({ list, index }: StatusPlace) {
  return statusPlaces.at(`${list}-${index}`);
}

/**
 * The certificate's place in a status list; it is drawn and taken when its credential is first asked for. The place is
 * not looked up before: the write of one that is taken fails and brings its owner, and the next decision draws another.
 */
export function placed(
  facts: Facts,
  certificate: ClaimedCertificate,
  random: Random,
): { readonly place: StatusPlace; readonly changes: readonly Change[] } {
  const known = certificate.statusPlace;
  if (known !== undefined) return { place: known, changes: [] };

  const { certificateId } = certificate;
  let place: StatusPlace;
  let ref: Ref<Placed>;
  do {
    place = drawStatusPlace(certificate.claimedAt, random);
    ref = statusPlaceAt(place);
  } while (facts.known(ref) !== undefined);
  const changes = [
    put(certificates.at(certificateId), { ...certificate, statusPlace: place }),
    put(ref, { certificateId }),
  ];
  return { place, changes };
}

/** A certificate whose credential states what does not hold any more: that one is revoked, the next one gets a new place. */
export function withoutCredential<C extends Certificate>(certificate: C): { certificate: C; changes: Change[] } {
  const { statusPlace, certificateId } = certificate;
  if (statusPlace === undefined) return { certificate, changes: [] };
  const changes = [put(statusPlaceAt(statusPlace), { certificateId, superseded: statusPlace })];
  return { certificate: { ...certificate, statusPlace: undefined }, changes };
}

const indexed = z.object({ statusIndex: z.number().int() });

/** The places of a list whose certificates were revoked. Read from an index, which learns of a revocation at once or soon. */
export async function revokedIn(list: string, cost: Cost): Promise<number[]> {
  const items = await queryAll({ index: "by-status-list", partition: list }, cost);
  return items.map((item) => indexed.parse(item).statusIndex);
}
