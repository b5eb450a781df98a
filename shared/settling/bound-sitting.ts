import { type BindableSitting, outcomeOf } from "../domain/bindable-sitting.ts";
import { earnByPass, enrolmentAfterFall, type OtherPasses } from "../domain/bound-pass.ts";
import { type Enrolment, enrolmentWith } from "../domain/enrolment.ts";
import { boundResultCorrected, revoked } from "../domain/notification.ts";
import { lastingStatus, levelOf, type Registration, sittingsIn } from "../domain/registration.ts";
import { standingOf } from "../domain/registration-outcome.ts";
import type { Outcome } from "../domain/sitting.ts";
import { bindings, sittingAt } from "../store/bindings.ts";
import { certificates } from "../store/certificates.ts";
import { put } from "../store/change.ts";
import { fill } from "../store/fill.ts";
import { enrolmentAt, enrolmentChange, registrations } from "../store/registrations.ts";
import { correctedReason, fall, newCertificate } from "./registration-changes.ts";
import type { Moved, Needs, Settling } from "./settlement.ts";

/** A bound sitting whose outcome has changed: a pass that falls takes its certificate with it, one that rises may earn one (R16). */
export function boundSittingMoved(
  needs: Needs,
  sitting: BindableSitting,
  was: Outcome | undefined,
  settling: Settling,
): Moved {
  const { bound, certification, sittingId } = sitting;
  if (bound === undefined) throw new Error("only a bound sitting moves what was bound");
  const binding = needs.get(bindings.at(bound.bindingId));
  const ref = enrolmentAt(bound.accountId, certification.certificationId);
  const enrolment = needs.get(ref);
  const others = otherPasses(needs, enrolment, sittingId);
  if (needs.missing.length > 0) return { changes: [], notifications: [] };
  if (binding?.state !== "bound") throw new Error("a bound sitting has its binding");
  const is = outcomeOf(sitting);
  const told = (isEarned: boolean) => boundResultCorrected(binding, sitting, toldAs(is), isEarned);
  const bindingRef = bindings.at(binding.bindingId);
  if (is === "pass") {
    const passed = earnByPass(enrolment, sitting, others, binding, newCertificate(settling));
    const { certificate: earned } = passed;
    const elsewhere = passedElsewhere(others.registrations, sitting, earned?.certificateId);
    const changes = [
      put(bindingRef, earned === undefined ? binding : { ...binding, certificateId: earned.certificateId }),
      ...(earned === undefined ? [] : [put(certificates.at(earned.certificateId), earned)]),
      ...passed.sittings.map((each) => fill(needs.facts, sittingAt(each.sittingId), each, settling.now)),
      ...elsewhere.changes,
      enrolmentChange(ref, elsewhere.leave(passed.enrolment)),
    ];
    return { changes, notifications: told(earned !== undefined) };
  }
  const fallen = fall(needs, was === "pass" ? sitting.certificateId : undefined, settling.now);
  const back = was === "pass" ? notPassedElsewhere(others.registrations, sittingId) : { changes: [], place: same };
  const changes = [
    put(bindingRef, binding),
    ...fallen.changes,
    fill(needs.facts, sittingAt(sittingId), sitting, settling.now),
    ...back.changes,
    ...(was === "pass" && enrolment !== undefined
      ? [enrolmentChange(ref, back.place(enrolmentAfterFall(enrolment, sittingId, fallen.lost)))]
      : []),
  ];
  const lost = fallen.lost === undefined ? [] : revoked(fallen.lost, correctedReason);
  return { changes, notifications: [...told(false), ...lost] };
}

function same(enrolment: Enrolment): Enrolment {
  return enrolment;
}

function toldAs(outcome: Outcome | undefined) {
  return outcome === undefined || outcome === "no-show" ? "invalidated" : outcome;
}

/** The other passes of an account for a certification: sittings that it has bound, and passes of its registrations (R10). */
export function otherPasses(needs: Needs, enrolment: Enrolment | undefined, sittingId: string) {
  const bound = (enrolment?.bound ?? []).filter((each) => each.sittingId !== sittingId);
  const slots = needs.all(bound.map((each) => sittingAt(each.sittingId)));
  const ids = (enrolment?.standings ?? []).flatMap(({ of, standing: { phase } }) =>
    of.startsWith("reg_") && phase !== "certified" ? [of] : [],
  );
  const all = needs.all(ids.map((id) => registrations.at(id)));
  const registered = all.filter((each) => each.certificateId === undefined || lastingStatus(each) !== "passed");
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

/** Registrations of several exams learn what was passed elsewhere: it opens the exam that follows, or completes them (R10). */
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
  const completed = new Set(certificateId === undefined ? [] : after.map(({ registrationId }) => registrationId));
  return {
    changes: after.map((each) => put(registrations.at(each.registrationId), each)),
    /** The certificate stands for a registration that it completes. */
    leave: (enrolment: Enrolment): Enrolment => ({
      ...enrolment,
      standings: enrolment.standings.filter(({ of }) => !completed.has(of)),
    }),
  };
}

/** A pass elsewhere that fell counts no more for the registrations that knew of it. */
function notPassedElsewhere(all: readonly Registration[], sittingId: string) {
  const after = all.flatMap((each) => {
    const left = (each.passedElsewhere ?? []).filter((known) => known.sittingId !== sittingId);
    return left.length === (each.passedElsewhere ?? []).length ? [] : [{ ...each, passedElsewhere: left }];
  });
  return {
    changes: after.map((each) => put(registrations.at(each.registrationId), each)),
    place: (enrolment: Enrolment) =>
      after.reduce((placed, each) => enrolmentWith(placed, each.registrationId, standingOf(each)), enrolment),
  };
}

function isOfSeveral(registration: Registration): boolean {
  return levelOf(registration).exams.length > 1;
}
