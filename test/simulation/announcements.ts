import type { Notification } from "../../shared/domain/history/notification.ts";
import type { News } from "../support/table-stream.ts";
import type { Model } from "./model.ts";
import { addressOf, instant, type Names } from "./names.ts";
import { examCodeStatus, holdingOf } from "./partner-state.ts";
import { certificateStatus, codeStatus, day, verdict } from "./state.ts";
import { type Handle, tellings } from "./tellings.ts";

type Reminder = Extract<Notification, { tells: "ending" }>;

/** Compares the service's e-mails with those that the model's change causes. */
export function announcementsDiffer(
  before: Model,
  after: Model,
  names: Names,
  news: readonly News[],
  now: number,
): string[] {
  const differences: string[] = [];
  const seen: string[] = [];
  // One run of the schedule may remind a candidate and then settle a report that ends the registration.
  const remindersDiffer = (id: string | undefined, each: Reminder) => {
    const later = reminderDiffers(after, names, id, each, now);
    return later.length === 0 ? later : reminderDiffers(before, names, id, each, now);
  };
  // A binding that failed without a result may be requested again in the same step.
  const failuresDiffer = (id: string | undefined, to: string) => {
    const later = overdueDiffers(after, names, id, to, now);
    return later.length === 0 ? later : overdueDiffers(before, names, id, to, now);
  };
  for (const { event, notifications } of news) {
    for (const each of notifications) {
      const id = event.subjects[0]?.id;
      if (each.tells === "ending") differences.push(...remindersDiffer(id, each));
      else if (each.tells === "binding-failed" && each.reason === "result-not-received") {
        differences.push(...failuresDiffer(id, each.to));
      } else if (each.tells === "exam-code-ended") differences.push(...endOfCodeDiffers(after, names, id, each.to));
      else if (each.tells === "order-expired") differences.push(...endDiffers(after, names, id, each.to, now));
      else seen.push(JSON.stringify([each.to, each.tells, aboutOf(each)]));
    }
  }
  const nameOf = (each: string | Handle) => {
    if (typeof each === "string") return each;
    if ("examCode" in each) return names.examCodes[each.examCode];
    return "code" in each ? names.codes[each.code] : (names.registrations[each.registration]?.eligibilityCode ?? "");
  };
  const ways = tellings(before.state, after.state).map((way) =>
    way.map(({ to, tells, about }) => JSON.stringify([addressOf(to), tells, about.map(nameOf)])).sort(),
  );
  const told = JSON.stringify(seen.sort());
  if (ways.some((way) => JSON.stringify(way) === told)) return differences;
  return [
    ...differences,
    `e-mails: the model has ${ways.map((way) => way.join(" ")).join(" or ")}, the service ${told}`,
  ];
}

function aboutOf(of: Exclude<Notification, Reminder>): (string | undefined)[] {
  switch (of.tells) {
    case "registered":
      return [of.certification, of.eligibilityCode ?? "", of.expiresAt];
    case "booked":
    case "rescheduled":
    case "cancelled": {
      const { appointment: standing } = of;
      return [of.certification, of.exam, ...(standing ? [standing.confirmationNumber, standing.startsAt] : [])];
    }
    case "result":
      return [of.certification, of.exam, of.outcome, of.isCorrection ? "corrected" : "reported", of.earnsNothing ?? ""];
    case "claimable":
    case "candidate-corrected":
    case "name-corrected":
    case "name-differs":
      return [of.certification];
    case "claimed":
      return [of.certification, of.validUntil];
    case "revoked":
      return [of.certification, of.reason];
    case "gift":
      return [of.code, of.expiresAt];
    case "order-paid":
    case "order-codes":
    case "dispute-closed":
      return of.codes.map(({ code }) => code);
    case "gift-cancelled":
    case "gift-taken-back":
      return [of.code];
    case "applied":
      return [of.organization];
    case "application-decided":
      return [of.organization, of.outcome, of.reader];
    case "training-moved":
      return [of.certificationId, of.status];
    case "membership-ended":
      return [of.organization, of.how, String(of.returnedCodes), of.reader];
    case "coupons-issued":
      return [of.certification, of.exam, String(of.quantity), String(of.remaining)];
    case "sitting-reported":
      return [of.certification, of.exam, of.code, of.outcome];
    case "exam-code-assigned":
    case "exam-code-taken-back":
    case "exam-code-ended":
      return [of.certification, of.exam, of.code];
    case "partnership":
    case "invited":
      return [of.organization];
    case "bound":
      return [of.certification, of.exam, of.certificate === undefined ? "part" : "certificate"];
    case "binding-failed":
      return [of.certificationId, of.reason];
    case "candidate-link-undone":
      return [of.candidateId, of.reason];
    case "registration-closed":
    case "sitting-granted":
    case "appointment-closed":
    case "exam-code-cancelled":
    case "reinstated":
      return [of.certification];
    default:
      return [];
  }
}

/** R26: the requester of a binding learns that its 3 days have passed, by the schedule or by a late result. */
function overdueDiffers({ state }: Model, names: Names, id: string | undefined, to: string, now: number): string[] {
  const [name = ""] = [...names.bindings].find(([, each]) => each === id) ?? [];
  const binding = state.bindings.get(name);
  const isRight = binding !== undefined && addressOf(binding.account) === to && now >= binding.until;
  return isRight ? [] : [`a binding that did not fail for want of a result: ${JSON.stringify([id, to])}`];
}

/** R6: the buyer learns that an unpaid order has ended. */
function endDiffers({ state }: Model, names: Names, id: string | undefined, to: string, now: number): string[] {
  const order = state.orders[names.orders.findIndex((each) => each?.id === id)];
  const isRight = order !== undefined && addressOf(order.account) === to && now >= order.endsAt;
  return isRight ? [] : [`an order that did not end: ${JSON.stringify([id, to])}`];
}

/** R25: the schedule tells who has a code that ended with its partnership. */
function endOfCodeDiffers({ state }: Model, names: Names, id: string | undefined, to: string): string[] {
  const code = state.examCodes[names.examCodes.indexOf(id ?? "")];
  const holding = code?.hasEnded === true ? holdingOf(code) : undefined;
  const isRight = holding?.isWritable === true && addressOf(holding.account) === to;
  return isRight ? [] : [`an exam code that did not end with its partnership: ${JSON.stringify([id, to])}`];
}

/** R30: reminders are sent 30 and 7 days before an end, or at the schedule's next run. */
function reminderDiffers(
  { state }: Model,
  names: Names,
  id: string | undefined,
  seen: Reminder,
  now: number,
): string[] {
  const code = state.codes[names.codes.indexOf(id ?? "")];
  const registration = state.registrations[names.registrations.findIndex((each) => each.id === id)];
  const [held] = [...names.certificates].find(([, each]) => each === id) ?? [];
  const certificate = state.certificates[held ?? -1];
  const examCode = state.examCodes[names.examCodes.indexOf(id ?? "")];
  const [to, endsAt, isLive] = (code && [
    code.gift ?? code.owner,
    code.expiresAt,
    /^(issued|expired)$/.test(codeStatus(code, now)),
  ]) ??
    (registration && [
      registration.account,
      registration.expiresAt,
      !registration.isClosed && verdict(registration) === "open",
    ]) ??
    (certificate && [
      certificate.account,
      certificate.validUntil ?? 0,
      /^(valid|expired)$/.test(certificateStatus(certificate, now)),
    ]) ??
    (examCode && [
      holdingOf(examCode)?.account,
      examCode.expiresAt,
      /^(assigned|booked|expired)$/.test(examCodeStatus({ ...examCode, hasEnded: undefined }, now)),
    ]) ?? [undefined, 0, false];
  const isTime = [30, 7].includes(seen.days) && now >= endsAt - seen.days * day && now < endsAt;
  const isRight = to !== undefined && seen.to === addressOf(to) && seen.endsAt === instant(endsAt);
  return isLive && isTime && isRight ? [] : [`a reminder that the model does not have: ${JSON.stringify([id, seen])}`];
}
