import * as z from "zod";
import type { BindableSitting, CandidatePair } from "../../domain/exam/bindable-sitting.ts";
import { workOfSitting } from "../../domain/exam/exam-work.ts";
import { idFor } from "../core/digest.ts";
import { entity } from "../core/entity.ts";
import { dueSlot, type Slot, slotOf } from "../core/slot.ts";
import { certificationSummary } from "../core/stored.ts";
import { sittingReportSchema } from "../exam/sitting-reports.ts";

export const pair = { candidateId: z.string(), registrationId: z.string() };

const sittingSchema = () =>
  z.object({
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
    reports: z.array(sittingReportSchema()),
    bound: z.object({ accountId: z.string(), bindingId: z.string(), at: z.string() }).optional(),
    certificateId: z.string().optional(),
    accepted: z.array(z.string()).optional(),
  });

/** Sittings at the second test centre; bindings that wait for one stand in its slot. */
export const sittings = entity<Slot<BindableSitting>>()({
  kind: "sitting",
  schema: () => slotOf(sittingSchema()),
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
