import { appointmentChanged } from "../domain/appointment-notice.ts";
import {
  type BindableSitting,
  isDecided,
  outcomeOf,
  pairOf,
  sittingWith,
  stateOfSitting,
} from "../domain/bindable-sitting.ts";
import type { Entitlement } from "../domain/entitlement.ts";
import { bearerOf, type ExamCode, holderOf, holdOn, sittingsWith } from "../domain/exam-code.ts";
import { examCodeEntry } from "../domain/exam-code-entry.ts";
import { codeTakenBack, sittingReported } from "../domain/exam-code-notice.ts";
import type { Notification } from "../domain/notification.ts";
import type { Weighed } from "../domain/report.ts";
import { resultsIn } from "../domain/sitting.ts";
import { bindingIdFor, sittingAt, sittingIdFor, slotsOf } from "../store/bindings.ts";
import { type Change, put, unchanged } from "../store/change.ts";
import { examCodes } from "../store/exam-codes.ts";
import { fill } from "../store/fill.ts";
import { ledgerAt } from "../store/partners.ts";
import { released } from "../store/slot.ts";
import { boundSittingMoved } from "./bound-sitting.ts";
import type { Consequences, Needs, Received, Settling } from "./settlement.ts";
import { namedPair } from "./subject.ts";

type SecondCenter = Extract<Entitlement, { kind: "exam-code" | "self-paid" }>;

/** Follows a report at the second centre through: the code, its sittings, and whatever was bound (R16, R25–R28). */
export function settleSittings(
  needs: Needs,
  received: Received,
  before: SecondCenter,
  { entitlement }: Weighed,
  exam: string,
  settling: Settling,
): Consequences {
  if (entitlement.kind === "registration") throw new Error("a sitting of the second centre stays one");
  const sittings =
    entitlement.kind === "exam-code" ? sittingsOfCode(needs, received, entitlement.of) : [own(entitlement.of)];
  const moved = sittings.map((sitting) => sittingChanges(needs, sitting, settling));
  const code =
    before.kind === "exam-code" && entitlement.kind === "exam-code"
      ? ([before.of, entitlement.of] as const)
      : undefined;
  return {
    entitlement,
    changes: [
      ...(code === undefined ? [] : codeChanges(...code, received, settling)),
      ...moved.flatMap(({ changes }) => changes),
      ...exchangedReleased(needs, received, settling),
    ],
    notifications: [
      ...moved.flatMap(({ notifications }) => notifications),
      ...(code === undefined || !isHolders(code[0]) ? [] : codeTakenBack(code[0], bearerOf(code[1]))),
      ...("startsAt" in received.report.data || isWithdrawal(received)
        ? appointmentChanged(entitlement, exam || entitlement.of.exam)
        : []),
    ],
  };
}

/** Whether no other member's sitting or booking has taken a code from its holder already. */
function isHolders(code: ExamCode): boolean {
  return bearerOf(code)?.accountId === holderOf(code)?.accountId;
}

function isWithdrawal({ report: { type } }: Received): boolean {
  return type === "appointment.cancelled" || type === "appointment.no-show";
}

/** A sitting that was paid at the centre follows from its own reports. */
function own(sitting: BindableSitting): BindableSitting {
  return { ...sitting, takenAt: resultsIn(stateOfSitting(sitting)).at(-1)?.at };
}

/** The sittings of a code: of each result that counts, and of the ids that the report names. */
function sittingsOfCode(needs: Needs, { provider, report }: Received, code: ExamCode): BindableSitting[] {
  const named = namedPair(report);
  const ids = new Map(named === undefined ? [] : [[sittingIdFor(provider, named), named]]);
  for (const report of code.reports ?? []) {
    const pair = report.type === "result" ? pairOf(report) : undefined;
    if (pair !== undefined) ids.set(sittingIdFor(provider, pair), pair);
  }
  const sat = resultsIn(sittingsWith(code));
  return [...ids].map(([sittingId, pair]) => {
    const known = needs.get(sittingAt(sittingId))?.thing;
    const isOf = (each: (typeof sat)[number]) => {
      const ownPair = pairOf(each);
      return ownPair !== undefined && sittingIdFor(provider, ownPair) === sittingId;
    };
    return sittingWith(code, { sittingId, provider, ...pair }, known, sat.findLast(isOf));
  });
}

/** Writes a sitting that differs. With a decided outcome those who wait for it are settled, and the payer is told. */
function sittingChanges(needs: Needs, sitting: BindableSitting, settling: Settling) {
  const ref = sittingAt(sitting.sittingId);
  const slot = needs.get(ref);
  const known = slot?.thing;
  const nothing: { changes: Change[]; notifications: Notification[] } = { changes: [], notifications: [] };
  if (JSON.stringify(known) === JSON.stringify(sitting)) return nothing;
  const [was, is] = [known && outcomeOf(known), outcomeOf(sitting)];
  if (sitting.bound !== undefined && was !== is) return boundSittingMoved(needs, sitting, was, settling);

  const change = isDecided(sitting)
    ? fill(needs.facts, ref, sitting, settling.now)
    : put(ref, { waiting: [], ...slot, thing: sitting });
  const awaiting = sitting.reservedFor === undefined ? undefined : bindingIdFor(sitting.reservedFor, sitting.sittingId);
  const isAwaited = slot?.waiting.some((each) => each === awaiting) ?? false;
  const isTold = was !== is && !(isAwaited && is === "pass");
  return { changes: [change], notifications: isTold ? sittingReported(sitting, was !== undefined) : [] };
}

/** The code with its reports, and its entries in the partner's ledger (R24, R25). */
function codeChanges(before: ExamCode, after: ExamCode, { provider }: Received, { now, random }: Settling): Change[] {
  const [was, is] = [holdOn(before), holdOn(after)];
  const kinds = [
    [was.isBooked, is.isBooked, "booked", "unbooked"],
    [was.isBookedAfterEnd, is.isBookedAfterEnd, "booked-after-end", "unbooked-after-end"],
    [was.isUsed, is.isUsed, "used", "given-back"],
  ] as const;
  const entries = kinds.flatMap(([had, has, begun, ended]) => {
    const kind = has ? begun : ended;
    return had === has ? [] : [examCodeEntry(after, kind, bearerOf(after)?.accountId, provider, { now, random })];
  });
  return [put(examCodes.at(after.code), after), ...entries.map((entry) => put(ledgerAt(entry), entry))];
}

/** Bindings that wait under the exchanged identifiers are decided by this result too; none may join them unseen. */
function exchangedReleased(needs: Needs, { provider, report }: Received, { now }: Settling): Change[] {
  const pair = report.type === "result.reported" ? namedPair(report) : undefined;
  if (pair === undefined) return [];
  const { sitting, exchanged } = slotsOf(provider, pair);
  if (exchanged.id === sitting.id) return [];
  const slot = needs.get(exchanged);
  if (slot === undefined || slot.waiting.length === 0) return [unchanged(exchanged)];
  return [{ ...put(exchanged, released(slot, now)), slot: exchanged }];
}
