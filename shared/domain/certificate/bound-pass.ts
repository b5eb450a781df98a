import { type BindableSitting, outcomeOf } from "../exam/bindable-sitting.ts";
import { type Enrolment, enrolmentWith, withoutBound, withoutIdle } from "../exam/enrolment.ts";
import { differenceIn, nameToPrint } from "../exam/name-difference.ts";
import { type NothingEarned, whyNothingEarned } from "../exam/nothing-earned.ts";
import type { Instant } from "../instant.ts";
import { namesOf } from "../programme/exam-series.ts";
import { levelRule } from "../programme/programme.ts";
import { programmeOf } from "../programme/programme-versions.ts";
import type { Binding } from "./binding.ts";
import { type Certificate, type ClaimedCertificate, claim } from "./certificate.ts";

type Earner = Pick<
  Binding,
  "bindingId" | "accountId" | "certificationId" | "holderName" | "holderEmail" | "nameSettled"
>;
type Identifiers = Pick<Certificate, "certificateId" | "certificateNumber">;

/** A pass that earns a certificate, alone or with others, or is kept until it can (R18). */
export type Passed<C extends Certificate = Certificate> = {
  readonly enrolment: Enrolment;
  readonly sittings: readonly BindableSitting[];
  readonly certificate?: C | undefined;
  /** No exam is missing, but R8 forbids a certificate. */
  readonly earnsNothing?: NothingEarned | undefined;
};

/** The account's other passes for the certification (R10). */
export type OtherPasses = {
  readonly sittings: readonly BindableSitting[];
  readonly registered: readonly { readonly exam: string; readonly at: Instant }[];
};

/** One pass for each exam of the level earns a certificate and spends the sittings (R10, R18). */
export function earnByPass(
  enrolment: Enrolment | undefined,
  sitting: BindableSitting,
  others: OtherPasses,
  { bindingId, accountId, certificationId, holderName: registered, holderEmail, nameSettled: settled }: Earner,
  identifiers: Identifiers,
): Passed {
  const before = enrolment ?? { accountId, certificationId, standings: [] };
  const { sittingId, exam, certification, programmeVersion } = sitting;
  const bound = [...(before.bound ?? []).filter((each) => each.sittingId !== sittingId), { exam, sittingId }];
  const known = [sitting, ...others.sittings];
  const { exams } = levelRule(programmeOf(programmeVersion), certification.level);
  const passes = exams.map((rule) => {
    if (rule.exam === exam) return sitting;
    const { sittingId: id } = bound.find((each) => each.exam === rule.exam) ?? {};
    const own = known.find((each) => each.sittingId === id && outcomeOf(each) === "pass");
    return own ?? others.registered.find((each) => each.exam === rule.exam);
  });
  const isComplete = !passes.includes(undefined);
  const takenAt = (isComplete ? passes : [sitting])
    .flatMap((each) => (each && ("at" in each ? each.at : each.takenAt)) ?? [])
    .sort();
  const earnsNothing = whyNothingEarned(before, bindingId, takenAt, programmeOf(programmeVersion));
  if (earnsNothing !== undefined) {
    const idle = enrolmentWith(before, bindingId, { phase: "earned-nothing", takenAt });
    return { enrolment: withoutBound(idle, [sittingId]), sittings: [sitting], earnsNothing };
  }
  if (!isComplete) return { enrolment: { ...withoutIdle(before, bindingId), bound }, sittings: [sitting] };

  const { certificateId } = identifiers;
  const holderName = nameToPrint(registered, differenceIn({ registered, settled }, sitting.reports));
  const spent = passes.flatMap((each) => (each !== undefined && "sittingId" in each ? [each] : []));
  const left = bound.filter((each) => !spent.some((pass) => pass.sittingId === each.sittingId));
  return {
    enrolment: { ...enrolmentWith(before, bindingId, { phase: "passed" }), bound: left },
    sittings: spent.map((each) => ({ ...each, certificateId })),
    certificate: {
      ...identifiers,
      accountId,
      bindingId,
      certification: namesOf(certification),
      holderName,
      holderEmail,
      programmeVersion,
      passedAt: takenAt.at(-1) ?? "",
      sittings: spent.map((each) => ({ exam: each.exam, sittingId: each.sittingId, partnerId: each.partnerId })),
      state: "claimable",
    },
  };
}

/** A binding claims the certificate that it earns (R27). */
export function earnByBinding(
  enrolment: Enrolment | undefined,
  sitting: BindableSitting,
  others: OtherPasses,
  earner: Earner,
  identifiers: Identifiers,
  now: Instant,
): Passed<ClaimedCertificate> {
  const passed = earnByPass(enrolment, sitting, others, earner, identifiers);
  const claimed = passed.certificate && claim(passed.certificate, earner, now);
  if (claimed === undefined) return { ...passed, certificate: undefined };
  if (!claimed.accepted) throw new Error(`what was just earned could not be claimed: ${claimed.refusal}`);
  const { validUntil } = claimed.value;
  const standing = { phase: "certified", since: now, validUntil } as const;
  return {
    enrolment: enrolmentWith(passed.enrolment, earner.bindingId, standing),
    sittings: passed.sittings,
    certificate: claimed.value,
  };
}

/** After a bound pass fell (R16), its certificate is lost. The other sittings remain passes. */
export function enrolmentAfterFall(enrolment: Enrolment, sittingId: string, lost: Certificate | undefined): Enrolment {
  const spentToo = lost === undefined || lost.state === "revoked" ? [] : (lost.sittings ?? []);
  const { bound = [] } = enrolment;
  const freed = spentToo.filter((each) => !bound.some((known) => known.sittingId === each.sittingId));
  const left = [...bound, ...freed.map(({ exam, sittingId: id }) => ({ exam, sittingId: id }))];
  const after = { ...enrolment, bound: left.filter((each) => each.sittingId !== sittingId) };
  if (lost?.bindingId === undefined) return after;
  // A certificate that staff had revoked does not count either, unless its binding has earned another since.
  const place = after.standings.find(({ of }) => of === lost.bindingId)?.standing.phase;
  const isLost = lost.state !== "revoked" || place === "revoked";
  return isLost ? enrolmentWith(after, lost.bindingId, { phase: "revoked" }) : after;
}
