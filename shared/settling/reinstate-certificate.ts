import { type Certificate, earnedBy } from "../domain/certificate/certificate.ts";
import { type Reinstated, reinstate } from "../domain/certificate/reinstatement.ts";
import { accept, type Decision } from "../domain/decision.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import { type Change, put, unchanged } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { enrolmentAfter, enrolmentAt } from "../store/exam/enrolments.ts";
import { registrations } from "../store/exam/registrations.ts";
import { countingAgain, whereCounted } from "../store/partner/tally.ts";
import type { Settling } from "./settlement.ts";

export function missingToReinstate(facts: Facts, ref: Ref<Certificate>): readonly Ref<unknown>[] {
  const found = facts.get(ref);
  if (found === undefined) return [];
  const { enrolment, passes } = restsOn(found);
  return facts.missing(enrolment, ...passes.registrations, ...passes.sittings, ...whereCounted(found));
}

/** Takes a revocation back, with the standing for R8 and the partner's tally (R29, R36). */
export function reinstateCertificate(
  facts: Facts,
  ref: Ref<Certificate>,
  { by, now, random }: Settling & { readonly by: string },
): Decision<{ readonly certificate: Reinstated; readonly changes: readonly Change[] }> {
  const found = facts.get(ref);
  const rests = found && restsOn(found);
  const grounds = {
    enrolment: rests && facts.get(rests.enrolment),
    registration: rests?.passes.registrations.flatMap((each) => facts.get(each) ?? [])[0],
    sittings: (rests?.passes.sittings ?? []).flatMap((each) => facts.get(each)?.thing ?? []),
  };
  const decision = reinstate(found, grounds, now);
  if (!decision.accepted) return decision;

  const { value: certificate } = decision;
  const standing =
    certificate.state === "claimed"
      ? ({ phase: "certified", since: certificate.claimedAt, validUntil: certificate.validUntil } as const)
      : ({ phase: "passed" } as const);
  const { couponsTakenBack: coupons = 0, countedAs: why } = found?.state === "revoked" ? found : {};
  const passes = rests === undefined ? [] : [...rests.passes.registrations, ...rests.passes.sittings];
  return accept({
    certificate,
    changes: [
      put(ref, certificate),
      enrolmentAfter(facts, certificate, earnedBy(certificate), standing),
      // A correction at the same moment comes before or after.
      ...passes.map(unchanged),
      ...(certificate.state === "claimed"
        ? countingAgain(facts, certificate, { coupons, why }, { by, now, random })
        : []),
    ],
  });
}

function restsOn({ accountId, certification, registrationId, sittings = [] }: Certificate) {
  return {
    enrolment: enrolmentAt(accountId, certification.certificationId),
    passes: {
      registrations: registrationId === undefined ? [] : [registrations.at(registrationId)],
      sittings: sittings.map(({ sittingId }) => sittingAt(sittingId)),
    },
  };
}
