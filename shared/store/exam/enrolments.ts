import * as z from "zod";
import { type Enrolment, enrolmentAfresh, enrolmentWith, type Standing } from "../../domain/exam/enrolment.ts";
import type { Registration } from "../../domain/exam/registration.ts";
import { type Change, copy, put } from "../core/change.ts";
import { entity, type Ref } from "../core/entity.ts";
import type { Facts } from "../core/facts.ts";

const standing = () =>
  z.discriminatedUnion("phase", [
    z.object({ phase: z.literal("open"), until: z.string().optional() }),
    z.object({ phase: z.literal("failed"), at: z.string() }),
    z.object({ phase: z.literal("passed") }),
    z.object({ phase: z.literal("earned-nothing"), takenAt: z.array(z.string()) }),
    z.object({ phase: z.literal("certified"), since: z.string().optional(), validUntil: z.string() }),
    z.object({ phase: z.literal("revoked"), since: z.string().optional(), until: z.string().optional() }),
  ]);

const enrolmentSchema = () =>
  z.object({
    accountId: z.string(),
    certificationId: z.string(),
    standings: z.array(z.object({ of: z.string(), standing: standing() })),
    bound: z.array(z.object({ exam: z.string(), sittingId: z.string() })).optional(),
  });

export const enrolments = entity<Enrolment>()({ kind: "enrolment", schema: enrolmentSchema, mark: "c808aafe" });

/** R8's facts, one item for each account and certification. */
export function enrolmentAt(accountId: string, certificationId: string) {
  return enrolments.at(`${certificationId}#${accountId}`);
}

type Enrolled = { readonly accountId: string; readonly certification: { readonly certificationId: string } };

/** The enrolment with a new registration in it (R8). */
export function enrolmentOf(
  facts: Facts,
  { registrationId, accountId, certification }: Registration,
  standing: Standing,
) {
  const { certificationId } = certification;
  const ref = enrolmentAt(accountId, certificationId);
  const before = facts.get(ref) ?? { accountId, certificationId, standings: [] };
  return enrolmentChange(ref, enrolmentAfresh(before, registrationId, standing));
}

/** Follows a registration or binding. Written unread while that one is alone in it, else with the read version. */
export function enrolmentAfter(facts: Facts, { accountId, certification }: Enrolled, of: string, standing: Standing) {
  const { certificationId } = certification;
  const ref = enrolmentAt(accountId, certificationId);
  const found = facts.known(ref);
  if (found !== undefined) return enrolmentChange(ref, enrolmentWith(found, of, standing));
  return copy(ref, { accountId, certificationId, standings: [{ of, standing }] }, of);
}

/** Marked with its only registration, so that this one may write it unread; with nothing, where there is more in it. */
export function enrolmentChange(ref: Ref<Enrolment>, enrolment: Enrolment): Change {
  const [first, ...others] = enrolment.standings;
  const isAlone = others.length === 0 && (enrolment.bound ?? []).length === 0;
  return put(ref, enrolment, isAlone ? first?.of : undefined);
}
