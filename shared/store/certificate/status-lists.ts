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

/** The permanent owner of a place in a status list. */
type Placed = {
  readonly certificateId: string;
  /** A place that a later credential has replaced, so this one stays revoked. */
  readonly superseded?: StatusPlace | undefined;
};

const statusPlaces = entity<Placed>()({
  kind: "status-place",
  schema: () =>
    z.object({
      certificateId: z.string(),
      superseded: z.object({ list: z.string(), index: z.number().int() }).optional(),
    }),
  revokedAt: ({ superseded }) => superseded,
});

export function statusPlaceAt({ list, index }: StatusPlace) {
  return statusPlaces.at(`${list}-${index}`);
}

/** The place, drawn for the first credential. The write of a taken place fails, and the next decision draws another. */
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

/** Revokes an outdated credential. The next one gets a new place. */
export function withoutCredential<C extends Certificate>(certificate: C): { certificate: C; changes: Change[] } {
  const { statusPlace, certificateId } = certificate;
  if (statusPlace === undefined) return { certificate, changes: [] };
  const changes = [put(statusPlaceAt(statusPlace), { certificateId, superseded: statusPlace })];
  return { certificate: { ...certificate, statusPlace: undefined }, changes };
}

const indexed = z.object({ statusIndex: z.number().int() });

/** The revoked places, from an index that may lag. */
export async function revokedIn(list: string, cost: Cost): Promise<number[]> {
  const items = await queryAll({ index: "by-status-list", partition: list }, cost);
  return items.map((item) => indexed.parse(item).statusIndex);
}
