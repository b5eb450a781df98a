import type { ExamCode } from "../domain/exam/exam-code.ts";
import { bearerOf } from "../domain/exam/exam-code-bearer.ts";
import { endedWith } from "../domain/exam/exam-code-end.ts";
import type { Membership } from "../domain/partner/membership.ts";
import type { Partner } from "../domain/partner/partner.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { partnerAt } from "../store/partner/partners.ts";

/** The exam codes that were given to a member, newest first. */
export function codesGivenTo(membership: Membership | undefined): Ref<ExamCode>[] {
  return (membership?.member?.examCodes ?? []).toReversed().map(examCodes.at);
}

/** The partner whose end would end a member's codes. */
export function partnerBehind(membership: Membership | undefined): Ref<Partner>[] {
  const { examCodes: given = [], organizationId } = membership?.member ?? {};
  return given.length === 0 || organizationId === undefined ? [] : [partnerAt(organizationId)];
}

/** The code as of now: the end of its partnership ends it, whether or not the schedule has recorded that (R30). */
export function asOfPartnership(facts: Facts, membership: Membership | undefined): (code: ExamCode) => ExamCode {
  const [partner] = partnerBehind(membership).map((ref) => facts.get(ref));
  return (code) => (partner?.partnerId === code.partnerId ? endedWith(code, partner) : code);
}

/** The codes that the account still bears, as of now. */
export function codesOf(facts: Facts, membership: Membership | undefined, accountId: string): ExamCode[] {
  const codes = codesGivenTo(membership).flatMap((ref) => facts.get(ref) ?? []);
  return codes.filter((code) => bearerOf(code)?.accountId === accountId).map(asOfPartnership(facts, membership));
}

/** For one read. */
export function refsBehind(membership: Membership | undefined): Ref<unknown>[] {
  return [...codesGivenTo(membership), ...partnerBehind(membership)];
}
