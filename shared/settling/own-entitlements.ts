import type { Binding } from "../domain/certificate/binding.ts";
import type { BindableSitting } from "../domain/exam/bindable-sitting.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import type { ExamCode } from "../domain/exam/exam-code.ts";
import { bearerOf } from "../domain/exam/exam-code-bearer.ts";
import { bindings } from "../store/certificate/bindings.ts";
import { sittingAt, sittingIdFor } from "../store/certificate/sittings.ts";
import type { Cost } from "../store/core/cost.ts";
import { lists } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { listOwned } from "../store/core/list.ts";
import { read } from "../store/core/read.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { registrations } from "../store/exam/registrations.ts";
import { memberships } from "../store/partner/memberships.ts";

/** More than anybody has. */
export const newest = 500;
const newestSittings = 50;

/** The registrations, exam codes and bound self-paid sittings of an account. Two round trips. */
export async function ownEntitlements(accountId: string, cost: Cost): Promise<Entitlement[]> {
  const facts = new Facts();
  const membership = memberships.at(accountId);
  const list = lists.account(accountId);
  const [registered, bound] = await Promise.all([
    listOwned(registrations, list, { limit: newest }, cost),
    listOwned(bindings, list, { limit: newest }, cost),
    read(facts, [membership], cost),
  ]);
  const given = facts.get(membership)?.member?.examCodes ?? [];
  const { codes, sittings } = await sittingsAndCodes(given, bound.values, cost);
  return [
    ...registered.values.map((of) => ({ kind: "registration", of }) as const),
    ...codes
      .filter((code) => bearerOf(code)?.accountId === accountId)
      .map((of) => ({ kind: "exam-code", of }) as const),
    ...sittings
      .filter((sitting) => sitting.examCode === undefined && sitting.bound?.accountId === accountId)
      .map((of) => ({ kind: "self-paid", of }) as const),
  ];
}

export async function sittingsAndCodes(
  given: readonly string[],
  asked: readonly Binding[],
  cost: Cost,
): Promise<{ readonly codes: ExamCode[]; readonly sittings: BindableSitting[] }> {
  const facts = new Facts();
  const codes = given.map(examCodes.at);
  const sittings = asked
    .filter(({ state }) => state === "bound")
    .slice(0, newestSittings)
    .map((binding) => sittingAt(sittingIdFor(binding.provider, binding)));
  await read(facts, [...codes, ...sittings], cost);
  return {
    codes: codes.flatMap((ref) => facts.get(ref) ?? []),
    sittings: sittings.flatMap((ref) => facts.get(ref)?.thing ?? []),
  };
}
