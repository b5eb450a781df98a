import { appointmentsChanged } from "../domain/exam/appointment-notice.ts";
import {
  type BindableSitting,
  isDecided,
  outcomeOf,
  pairOf,
  sittingWith,
  stateOfSitting,
} from "../domain/exam/bindable-sitting.ts";
import type { Entitlement } from "../domain/exam/entitlement.ts";
import { type ExamCode, holderOf, sittingsWith } from "../domain/exam/exam-code.ts";
import { bearerOf, holdOn } from "../domain/exam/exam-code-bearer.ts";
import type { Shift } from "../domain/exam/report.ts";
import { resultsIn } from "../domain/exam/sitting.ts";
import { examCodeEntry } from "../domain/partner/exam-code-entry.ts";
import { codeTakenBack, sittingReported } from "../domain/partner/exam-code-notice.ts";
import { bindingIdFor } from "../store/certificate/bindings.ts";
import { sittingAt, sittingIdFor, slotsOf } from "../store/certificate/sittings.ts";
import { type Change, put, unchanged } from "../store/core/change.ts";
import { fill } from "../store/core/fill.ts";
import { laterOf } from "../store/core/later.ts";
import { released } from "../store/core/slot.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { ledgerAt } from "../store/partner/ledger.ts";
import { boundSittingMoved } from "./bound-sitting.ts";
import type { Consequences, Moved, Needs, Settling } from "./settlement.ts";

type SecondCenter = Extract<Entitlement, { kind: "exam-code" | "self-paid" }>;

/** The consequences at the second centre: code, sittings, bindings (R16, R25–R28). */
export function settleSittings(needs: Needs, before: SecondCenter, shift: Shift, settling: Settling): Consequences {
  const { entitlement } = shift;
  if (entitlement.kind === "registration") throw new Error("a sitting of the second centre stays one");
  const sittings =
    entitlement.kind === "exam-code" ? sittingsOfCode(needs, shift, entitlement.of) : [own(entitlement.of)];
  // Of several sittings, those that lose their result are told first: the last e-mail says what stands.
  const isDone = (sitting: BindableSitting) => Number(outcomeOf(sitting) !== undefined);
  const inOrder = sittings.toSorted((one, other) => isDone(one) - isDone(other));
  const moved = inOrder.map((sitting) => sittingChanges(needs, sitting, settling));
  const code =
    before.kind === "exam-code" && entitlement.kind === "exam-code"
      ? codeChanges(before.of, entitlement.of, shift.by, settling)
      : { changes: [], notifications: [] };
  return {
    entitlement,
    changes: [
      ...code.changes,
      ...moved.flatMap(({ changes }) => changes),
      ...exchangedReleased(needs, shift, settling),
    ],
    notifications: [
      ...moved.flatMap(({ notifications }) => notifications),
      ...code.notifications,
      ...appointmentsChanged(entitlement, shift),
    ],
  };
}

function own(sitting: BindableSitting): BindableSitting {
  return { ...sitting, takenAt: resultsIn(stateOfSitting(sitting)).at(-1)?.at };
}

function sittingsOfCode(needs: Needs, { provider, report }: Shift, code: ExamCode): BindableSitting[] {
  const named = report !== undefined && "exam" in report ? pairOf(report) : undefined;
  const ids = new Map(named === undefined ? [] : [[sittingIdFor(provider, named), named]]);
  const sat = resultsIn(sittingsWith(code));
  const results = (code.reports ?? []).filter((each) => each.type === "result");
  for (const each of [...results, ...sat]) {
    const pair = pairOf(each);
    if (pair !== undefined) ids.set(sittingIdFor(provider, pair), pair);
  }
  return [...ids].map(([sittingId, pair]) => {
    const known = needs.get(sittingAt(sittingId))?.thing;
    const isOf = (each: (typeof sat)[number]) => {
      const ownPair = pairOf(each);
      return ownPair !== undefined && sittingIdFor(provider, ownPair) === sittingId;
    };
    const sitting = sittingWith(code, { sittingId, provider, ...pair }, known, sat.findLast(isOf));
    return { ...sitting, ...laterOf(known) };
  });
}

/** With a decided outcome, the waiting bindings are settled. The payer is told, and a former one. */
function sittingChanges(needs: Needs, sitting: BindableSitting, settling: Settling): Moved {
  const ref = sittingAt(sitting.sittingId);
  const slot = needs.get(ref);
  const known = slot?.thing;
  if (JSON.stringify(known) === JSON.stringify(sitting)) return { changes: [], notifications: [] };
  const [was, is] = [known && outcomeOf(known), outcomeOf(sitting)];
  if (sitting.bound !== undefined && was !== is) return boundSittingMoved(needs, sitting, was, settling);

  const change = isDecided(sitting)
    ? fill(needs.facts, ref, sitting, settling.now)
    : put(ref, { waiting: [], ...slot, thing: sitting });
  const awaiting = sitting.reservedFor === undefined ? undefined : bindingIdFor(sitting.reservedFor, sitting.sittingId);
  const isAwaited = slot?.waiting.some((each) => each === awaiting) ?? false;
  const isMoved = known?.reservedFor !== sitting.reservedFor;
  const lost = known !== undefined && was !== undefined && (is === undefined || isMoved);
  const came = is !== undefined && (was !== is || isMoved) && !(isAwaited && is === "pass");
  return {
    changes: [change],
    notifications: [
      ...(lost ? sittingReported(known, "invalidated", true) : []),
      ...(came ? sittingReported(sitting, is, was !== undefined && !isMoved) : []),
    ],
  };
}

/** The code with its ledger entries (R24, R25). A former holder is told. */
function codeChanges(before: ExamCode, after: ExamCode, by: string, { now, random }: Settling): Moved {
  const [was, is] = [holdOn(before), holdOn(after)];
  const kinds = [
    [was.isBooked, is.isBooked, "booked", "unbooked"],
    [was.isBookedAfterEnd, is.isBookedAfterEnd, "booked-after-end", "unbooked-after-end"],
    [was.isUsed, is.isUsed, "used", "given-back"],
  ] as const;
  const bearer = bearerOf(after);
  const entries = kinds.flatMap(([had, has, begun, ended]) => {
    const kind = has ? begun : ended;
    return had === has ? [] : [examCodeEntry(after, kind, bearer?.accountId, by, { now, random })];
  });
  // Another member's booking may have taken it before, and that was told then.
  const wasHolders = bearerOf(before)?.accountId === holderOf(before)?.accountId;
  return {
    changes: [put(examCodes.at(after.code), after), ...entries.map((entry) => put(ledgerAt(entry), entry))],
    notifications: wasHolders ? codeTakenBack(before, bearer) : [],
  };
}

/** Bindings under swapped identifiers are decided by this result, too. */
function exchangedReleased(needs: Needs, { provider, report }: Shift, { now }: Settling): Change[] {
  const pair = report?.type === "result" ? pairOf(report) : undefined;
  if (pair === undefined) return [];
  const { sitting, exchanged } = slotsOf(provider, pair);
  if (exchanged.id === sitting.id) return [];
  const slot = needs.get(exchanged);
  if (slot === undefined || slot.waiting.length === 0) return [unchanged(exchanged)];
  return [{ ...put(exchanged, released(slot, now)), slot: exchanged }];
}
