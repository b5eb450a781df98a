import * as z from "zod";
import type { Appointment } from "../../domain/exam/sitting.ts";
import { providerIn } from "../../domain/programme/programme.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { entity } from "../core/entity.ts";
import { dueSlot, type Slot, slotOf } from "../core/slot.ts";
import { testCenterSchema } from "./sitting-reports.ts";

/** A confirmation number leads to one of `registrationId`, `examCode` and `sittingId`, whose reports give its state. */
export type StoredAppointment = {
  readonly provider: string;
  readonly registrationId?: string | undefined;
  readonly examCode?: string | undefined;
  readonly sittingId?: string | undefined;
  readonly accountId?: string | undefined;
  /** As it was at the last write. Absent if the number does not count. */
  readonly appointment?: Appointment | undefined;
  readonly validConfirmationNumber?: string | undefined;
  /** Earlier versions kept a copy of the registration. Nothing reads it, and the next report leaves it out. */
  readonly registration?: unknown;
};

const schema = () =>
  z.object({
    provider: z.string(),
    registrationId: z.string().optional(),
    examCode: z.string().optional(),
    sittingId: z.string().optional(),
    accountId: z.string().optional(),
    appointment: z
      .object({
        confirmationNumber: z.string(),
        exam: z.string(),
        startsAt: z.string(),
        testCenter: testCenterSchema().optional(),
        candidateId: z.string().optional(),
        centerRegistrationId: z.string().optional(),
        state: z.enum(["booked", "rescheduled", "cancelled", "no-show", "completed", "closed"]),
        supersededBy: z.string().optional(),
        afterEnd: z.literal(true).optional(),
        bookedAt: z.string().default(""),
      })
      .optional(),
    validConfirmationNumber: z.string().optional(),
    registration: z.unknown().optional(),
  });

export const appointments = entity<Slot<StoredAppointment>>()({
  kind: "appointment",
  schema: () => slotOf(schema()),
  mark: "864cd621",
  due: dueSlot,
});

/** Two providers may give the same number. */
export function appointmentAt(provider: string, confirmationNumber: string) {
  const { bareNumbers } = providerIn(programme, provider) ?? {};
  return appointmentOf(bareNumbers ? confirmationNumber : `${provider}#${confirmationNumber}`);
}

/** The number of an item, without its provider. */
export function numberAt({ id }: { readonly id: string }, provider: string): string {
  const prefix = appointmentAt(provider, "").id;
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

/** One for each provider. */
export function appointmentsAt(confirmationNumber: string) {
  const providers = programme.providers.map(({ provider }) => provider);
  return Object.fromEntries(providers.map((provider) => [provider, appointmentAt(provider, confirmationNumber)]));
}

export function appointmentOf(id: string) {
  return appointments.at(id);
}
