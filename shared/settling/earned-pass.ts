import { type Certificate, earnedBy } from "../domain/certificate/certificate.ts";
import { outcomeOfChange } from "../domain/certificate/registration-outcome.ts";
import {
  type Enrolment,
  enrolmentWith,
  revokedStanding,
  type Standing,
  withoutBound,
} from "../domain/exam/enrolment.ts";
import { passesToEarn } from "../domain/exam/nothing-earned.ts";
import { levelOf, type Registration } from "../domain/exam/registration.ts";
import { claimable, claimableIn } from "../domain/history/candidate-notice.ts";
import { programme, programmeOf } from "../domain/programme/programme-versions.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { certificates } from "../store/certificate/certificates.ts";
import { sittingAt, sittingIdFor } from "../store/certificate/sittings.ts";
import { type Change, followed, put } from "../store/core/change.ts";
import { enrolmentAfter, enrolmentAt, enrolmentChange } from "../store/exam/enrolments.ts";
import { registrations } from "../store/exam/registrations.ts";
import { resultAt } from "../store/exam/results.ts";
import { boundPass } from "./bound-pass.ts";
import { newCertificate } from "./certificate-changes.ts";
import type { Moved, Needs, Settling } from "./settlement.ts";
import { sittingsElsewhere, spentSittings } from "./sittings-elsewhere.ts";

export type Enrolled = Moved & { readonly enrolment: Enrolment };

/**
 * Passes that earned nothing earn a certificate when nothing is in their way any more, earliest first (R8, R14).
 * `changed` are the registrations as this settlement changed them.
 */
export function risen(
  needs: Needs,
  enrolment: Enrolment,
  settling: Settling,
  changed: readonly Registration[] = [],
): Enrolled {
  const [first] = passesToEarn(enrolment, programme);
  const nothing = { enrolment, changes: [], notifications: [] };
  if (first === undefined) return nothing;
  const next = oneRisen(needs, enrolment, first, settling, changed);
  if (next === undefined) return nothing;
  const others = risen(needs, next.enrolment, settling, changed);
  return {
    enrolment: others.enrolment,
    changes: followed(next.changes, others.changes),
    notifications: [...next.notifications, ...others.notifications],
  };
}

function oneRisen(
  needs: Needs,
  enrolment: Enrolment,
  of: string,
  settling: Settling,
  changed: readonly Registration[],
): Enrolled | undefined {
  if (!of.startsWith("reg_")) return bindingRisen(needs, enrolment, of, settling);
  const registration = changed.find((each) => each.registrationId === of) ?? needs.get(registrations.at(of));
  return registration && registrationRisen(needs, enrolment, registration, settling);
}

/** One standing changes, and a pass may earn now (R8). The write needs no read while the standing is alone. */
export function standingMoved(
  needs: Needs,
  enrolled: { readonly accountId: string; readonly certification: { readonly certificationId: string } },
  of: string,
  standing: Standing,
  settling: Settling,
): Moved {
  const ref = enrolmentAt(enrolled.accountId, enrolled.certification.certificationId);
  const known = needs.facts.known(ref);
  if (known === undefined) return { changes: [enrolmentAfter(needs.facts, enrolled, of, standing)], notifications: [] };
  const next = risen(needs, enrolmentWith(known, of, standing), settling);
  return { changes: [enrolmentChange(ref, next.enrolment), ...next.changes], notifications: next.notifications };
}

/** Nothing that was sat during the revoked validity earns another certificate (R8). */
export function revokedPlace(
  needs: Needs,
  certificate: Extract<Certificate, { state: "revoked" }>,
  settling: Settling,
) {
  const standing = revokedStanding(certificate, settling.now, programmeOf(certificate.programmeVersion));
  return standingMoved(needs, certificate, earnedBy(certificate), standing, settling);
}

function bindingRisen(needs: Needs, enrolment: Enrolment, bindingId: string, settling: Settling): Enrolled | undefined {
  const binding = needs.get(bindings.at(bindingId));
  const slot = binding && needs.get(sittingAt(sittingIdFor(binding.provider, binding)));
  if (binding?.state !== "bound" || slot?.thing === undefined) return undefined;
  const { earned, enrolment: after, changes } = boundPass(needs, enrolment, slot.thing, binding, settling);
  const { holderEmail: to, holderName: name } = binding;
  const told = earned === undefined ? [] : claimable({ to, name, certification: earned.certification.title });
  return { enrolment: after, changes, notifications: told };
}

function registrationRisen(
  needs: Needs,
  enrolment: Enrolment,
  before: Registration,
  settling: Settling,
): Enrolled | undefined {
  const { registrationId } = before;
  const elsewhere = sittingsElsewhere(needs, before);
  const outcome = outcomeOfChange(before, before, newCertificate(settling), elsewhere, enrolment);
  const { registration, standing, earned } = outcome;
  if (earned === undefined || standing === undefined) return undefined;
  const spent = (earned.sittings ?? []).map(({ sittingId }) => sittingId);
  return {
    enrolment: withoutBound(enrolmentWith(enrolment, registrationId, standing), spent),
    changes: [
      put(registrations.at(registrationId), registration),
      put(certificates.at(earned.certificateId), earned),
      ...spentSittings(needs, elsewhere, earned),
      ...passesOf(needs, registration),
    ],
    notifications: claimableIn(before),
  };
}

/** The results show the certificate. */
function passesOf(needs: Needs, registration: Registration): Change[] {
  const { reports, registrationId, certificateId } = registration;
  const ids = reports.flatMap((each) => ("resultId" in each && each.outcome === "pass" ? [each.resultId] : []));
  const providers = new Set(levelOf(registration).exams.flatMap((rule) => rule.providers));
  return [...providers].flatMap((provider) =>
    ids.flatMap((id) => {
      const ref = resultAt(provider, id);
      const slot = needs.get(ref);
      if (slot?.thing?.registrationId !== registrationId || slot.thing.parked === true) return [];
      return [put(ref, { ...slot, thing: { ...slot.thing, certificateId, earnsNothing: undefined } })];
    }),
  );
}
