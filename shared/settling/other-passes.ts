import type { OtherPasses } from "../domain/certificate/bound-pass.ts";
import { standingOf } from "../domain/certificate/registration-outcome.ts";
import type { BindableSitting } from "../domain/exam/bindable-sitting.ts";
import { type Enrolment, enrolmentWith, withoutStandings } from "../domain/exam/enrolment.ts";
import { levelOf, type Registration, sittingsIn } from "../domain/exam/registration.ts";
import { lastingStatus } from "../domain/exam/registration-status.ts";
import { sittingAt } from "../store/certificate/sittings.ts";
import { put } from "../store/core/change.ts";
import { registrations } from "../store/exam/registrations.ts";
import type { Needs } from "./settlement.ts";

/** The account's other passes: bound sittings, and its registrations' (R10). */
export function otherPasses(needs: Needs, enrolment: Enrolment | undefined, sittingId: string) {
  const bound = (enrolment?.bound ?? []).filter((each) => each.sittingId !== sittingId);
  const slots = needs.all(bound.map((each) => sittingAt(each.sittingId)));
  const ids = (enrolment?.standings ?? []).flatMap(({ of, standing: { phase } }) =>
    of.startsWith("reg_") && phase !== "certified" ? [of] : [],
  );
  const all = needs.all(ids.map((id) => registrations.at(id)));
  const registered = all.filter(
    (each) => lastingStatus(each) !== "passed" || (each.certificateId === undefined && each.earnsNothing === undefined),
  );
  const passes: OtherPasses & { registrations: readonly Registration[] } = {
    sittings: slots.flatMap(({ thing }) => thing ?? []),
    registered: registered.flatMap((each) =>
      [...sittingsIn(each).ended].flatMap(([exam, sittings]) =>
        sittings.flatMap(({ outcome, at }) => (outcome === "pass" ? [{ exam, at }] : [])),
      ),
    ),
    registrations: all,
  };
  return passes;
}

/** A pass elsewhere opens the next exam of a registration, or completes it (R10). */
export function passedElsewhere(
  all: readonly Registration[],
  { exam, sittingId }: BindableSitting,
  certificateId: string | undefined,
) {
  const open = all.filter((each) => lastingStatus(each) !== "passed" && isOfSeveral(each));
  const after = open.map((each): Registration => {
    const others = (each.passedElsewhere ?? []).filter((known) => known.sittingId !== sittingId);
    const registration = { ...each, passedElsewhere: [...others, { exam, sittingId }] };
    return certificateId === undefined ? registration : { ...registration, certificateId };
  });
  const completed = certificateId === undefined ? [] : after.map(({ registrationId }) => registrationId);
  return {
    changes: after.map((each) => put(registrations.at(each.registrationId), each)),
    /** The registration that it completes has the certificate's standing. */
    leave: (enrolment: Enrolment): Enrolment => withoutStandings(enrolment, completed),
  };
}

/** A fallen pass elsewhere no longer counts for registrations. */
export function notPassedElsewhere(all: readonly Registration[], sittingId: string) {
  const after = all.flatMap((each) => {
    const left = (each.passedElsewhere ?? []).filter((known) => known.sittingId !== sittingId);
    return left.length === (each.passedElsewhere ?? []).length ? [] : [{ ...each, passedElsewhere: left }];
  });
  return {
    registrations: after,
    changes: after.map((each) => put(registrations.at(each.registrationId), each)),
    place: (enrolment: Enrolment) =>
      after.reduce((placed, each) => enrolmentWith(placed, each.registrationId, standingOf(each)), enrolment),
  };
}

function isOfSeveral(registration: Registration): boolean {
  return levelOf(registration).exams.length > 1;
}
