import type { Announcement } from "../domain/ending.ts";
import type { Appointment } from "../domain/exam/sitting.ts";
import type { Happening } from "../domain/history/event.ts";
import type { Notification } from "../domain/history/notification.ts";
import type { Change } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import { Facts } from "../store/core/facts.ts";
import { transact } from "../store/core/transact.ts";
import type { JobRun } from "./job.ts";

type Announced = { readonly changes: readonly Change[]; readonly event: Happening };

type Reminder = Extract<Notification, { tells: "ending" }>;

/** A result is overdue 3 days after the exam, once for each appointment (R11). */
export function overdue(
  { confirmationNumber, exam, startsAt }: Appointment,
  known: readonly string[] = [],
  noted: (known: readonly string[]) => Change,
): Announced {
  const event = { type: "result.overdue", data: { confirmationNumber, exam, startsAt } } as const;
  return { changes: [noted([...known, confirmationNumber])], event };
}

/** After the end there are no late reminders. */
export function ending(
  kind: "authorization-code" | "registration" | "certificate" | "exam-code",
  announcement: Announcement,
  endsAt: string,
  now: string,
  {
    to,
    ...of
  }: Pick<Reminder, "what" | "which" | "isFor" | "registrationId" | "certificateId"> & {
    readonly to: string | undefined;
  },
): Happening {
  if (announcement === "end") return { type: `${kind}.expired`, data: { endsAt } };
  const days = announcement.reminderDays;
  const notifications: Notification[] =
    to === undefined || now >= endsAt ? [] : [{ to, tells: "ending", ...of, days, endsAt }];
  return { type: `${kind}.ending`, data: { endsAt, days }, notifications };
}

/** Each announcement is one transaction. The next run continues when the time is over. */
export async function announce<T>(
  ref: Ref<T>,
  run: JobRun,
  next: (thing: T, facts: Facts) => Announced | undefined,
  alsoNeeds: (thing: T) => readonly Ref<unknown>[] = () => [],
): Promise<void> {
  const facts = new Facts();
  const ifThere = <R>(what: (thing: T) => R): R | undefined => {
    const thing = facts.get(ref);
    return thing === undefined ? undefined : what(thing);
  };
  const work = {
    reads: [ref],
    follow: () => ifThere(alsoNeeds) ?? [],
    decide: () => ifThere((thing) => next(thing, facts)),
  };
  const by = { ...run, actor: { kind: "system", id: "schedule" } } as const;
  while ((await transact(facts, work, by)) !== undefined && run.hasTime());
}
