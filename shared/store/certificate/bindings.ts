import * as z from "zod";
import { type Binding, bindingFailures } from "../../domain/certificate/binding.ts";
import { workOfBinding } from "../../domain/certificate/binding-work.ts";
import type { BindableSitting, CandidatePair } from "../../domain/exam/bindable-sitting.ts";
import type { CandidateLink } from "../../domain/exam/candidate-link.ts";
import { nothingEarnedReasons } from "../../domain/exam/enrolment.ts";
import { workOfSitting } from "../../domain/exam/exam-work.ts";
import { entity, idFor, lists } from "../core/entity.ts";
import { dueSlot, type Slot, slotOf } from "../core/slot.ts";
import { certificationSummary } from "../core/stored.ts";
import { sittingReportSchema } from "../exam/sitting-reports.ts";

const pair = { candidateId: z.string(), registrationId: z.string() };

const sittingSchema = z.object({
  ...pair,
  sittingId: z.string(),
  provider: z.string(),
  certification: certificationSummary,
  programmeVersion: z.number(),
  exam: z.string(),
  takenAt: z.string().optional(),
  examCode: z.string().optional(),
  partnerId: z.string().optional(),
  reservedFor: z.string().optional(),
  payer: z.object({ fullName: z.string(), email: z.string().optional() }).optional(),
  reports: z.array(sittingReportSchema),
  bound: z.object({ accountId: z.string(), bindingId: z.string(), at: z.string() }).optional(),
  certificateId: z.string().optional(),
  accepted: z.array(z.string()).optional(),
});

/** Sittings at the second test centre; bindings that wait for one stand in its slot. */
export const sittings = entity<Slot<BindableSitting>>()({
  kind: "sitting",
  schema: slotOf(sittingSchema),
  due: dueSlot,
  work: ({ thing }) => (thing === undefined ? [] : workOfSitting(thing)),
});

export function sittingAt(sittingId: string) {
  return sittings.at(sittingId);
}

/** The identifier of a sitting, which only the two together lead to; people type them in either case. */
export function sittingIdFor(provider: string, { candidateId, registrationId }: CandidatePair): string {
  const [person, sitting] = [candidateId, registrationId].map((each) => each.trim().toUpperCase());
  return idFor("sit", JSON.stringify([provider, person, sitting]));
}

/** The slots of a pair of identifiers, and of the same exchanged: one and the same, where the two are equal. */
export function slotsOf(provider: string, pair: CandidatePair) {
  const exchanged = { candidateId: pair.registrationId, registrationId: pair.candidateId };
  return { sitting: sittingAt(sittingIdFor(provider, pair)), exchanged: sittingAt(sittingIdFor(provider, exchanged)) };
}

const asked = {
  ...pair,
  bindingId: z.string(),
  accountId: z.string(),
  certificationId: z.string(),
  provider: z.string(),
  holderName: z.string(),
  holderEmail: z.string().optional(),
  nameSettled: z.string().optional(),
  askedAt: z.string(),
  retryUntil: z.string(),
};

const bindingSchema = z.discriminatedUnion("state", [
  z.object({ ...asked, state: z.literal("pending") }),
  z.object({
    ...asked,
    state: z.literal("bound"),
    boundAt: z.string(),
    exam: z.string(),
    nameDiffers: z.object({ registered: z.string(), checked: z.string(), since: z.string() }).optional(),
    organizationId: z.string().optional(),
    certificateId: z.string().optional(),
    earnsNothing: z.enum(nothingEarnedReasons).optional(),
  }),
  z.object({ ...asked, state: z.literal("failed"), failedAt: z.string(), reason: z.enum(bindingFailures) }),
]);

/** One for each account and pair of identifiers: asked for again, it is opened again. */
export const bindings = entity<Binding>()({
  kind: "binding",
  schema: bindingSchema,
  owner: ({ accountId, askedAt }) => ({ list: lists.account(accountId), sort: askedAt }),
  due: (binding) => (binding.state === "pending" ? binding.retryUntil : undefined),
  work: workOfBinding,
});

export function bindingIdFor(accountId: string, sittingId: string): string {
  return idFor("bnd", JSON.stringify([accountId, sittingId]));
}

const linkSchema = z.object({
  provider: z.string(),
  candidateId: z.string(),
  accountId: z.string().optional(),
  linkedAt: z.string(),
  bindingId: z.string(),
});

export const candidateLinks = entity<CandidateLink>()({
  kind: "candidate-link",
  schema: linkSchema,
  owner: ({ accountId, linkedAt }) =>
    accountId === undefined ? undefined : { list: lists.account(accountId), sort: linkedAt },
});

/** The link of a candidate id, which people type in either case. */
export function candidateLinkAt(provider: string, candidateId: string) {
  return candidateLinks.at(idFor("lnk", JSON.stringify([provider, candidateId.trim().toUpperCase()])));
}
