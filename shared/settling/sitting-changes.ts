import { bindingStatus } from "../domain/certificate/binding.ts";
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
import { codeTakenBack } from "../domain/partner/exam-code-notice.ts";
import { payersToTell, type SeenSitting, withUnnamed } from "../domain/partner/payer-notice.ts";
import { bindingIdFor, bindings } from "../store/certificate/bindings.ts";
import { sittingAt, sittingIdFor, slotsOf } from "../store/certificate/sittings.ts";
import { type Change, followed, put, unchanged } from "../store/core/change.ts";
import { fill } from "../store/core/fill.ts";
import { laterOf } from "../store/core/later.ts";
import { released } from "../store/core/slot.ts";
import { examCodes } from "../store/exam/exam-codes.ts";
import { ledgerAt } from "../store/partner/ledger.ts";
import { boundSittingMoved } from "./bound-sitting.ts";
import { reasonOfFall } from "./certificate-changes.ts";
import { type Consequences, type Moved, Needs, type Settling } from "./settlement.ts";

type SecondCenter = Extract<Entitlement, { kind: "exam-code" | "self-paid" }>;

/** The consequences at the second centre: code, sittings, bindings (R16, R25–R28). */
export function settleSittings(needs: Needs, before: SecondCenter, shift: Shift, settling: Settling): Consequences {
  const { entitlement } = shift;
  if (entitlement.kind === "registration") throw new Error("a sitting of the second centre stays one");
  const sittings =
    entitlement.kind === "exam-code" ? sittingsOfCode(needs, shift, entitlement.of) : [own(entitlement.of)];
  const seen = sittings.map((after) => seenSitting(needs, after, settling));
  const moved = inTurn(needs, seen, reasonOfFall(shift.report), settling);
  const [was, is] = [codeOf(before), codeOf(entitlement)];
  const code = was && is ? codeChanges(was, is, shift.by, settling) : { changes: [], notifications: [] };
  return {
    entitlement,
    changes: [...code.changes, ...moved.changes, ...exchangedReleased(needs, shift, settling)],
    notifications: [
      ...moved.notifications,
      ...payersToTell(was && is ? withUnnamed(seen, was, is) : seen),
      ...code.notifications,
      ...appointmentsChanged(entitlement, shift),
    ],
  };
}

function codeOf(entitlement: Entitlement): ExamCode | undefined {
  return entitlement.kind === "exam-code" ? entitlement.of : undefined;
}

/**
 * One account may have bound several sittings of a code, which share its enrolment. So each is settled on what the others
 * leave, and those that fall go first.
 */
function inTurn(needs: Needs, seen: readonly SeenSitting[], reason: string, settling: Settling): Moved {
  const isPass = ({ after }: SeenSitting) => Number(outcomeOf(after) === "pass");
  const inOrder = seen.toSorted((one, other) => isPass(one) - isPass(other));
  const nothing: Moved = { changes: [], notifications: [] };
  return inOrder.reduce((before, each) => {
    const later = new Needs(needs.facts.after(before.changes));
    const { changes, notifications } = sittingChanges(later, each, reason, settling);
    needs.all(later.missing);
    return { changes: followed(before.changes, changes), notifications: [...before.notifications, ...notifications] };
  }, nothing);
}

function own(sitting: BindableSitting): BindableSitting {
  return { ...sitting, takenAt: resultsIn(stateOfSitting(sitting)).at(-1)?.at };
}

function sittingsOfCode(needs: Needs, { provider, report, before }: Shift, code: ExamCode): BindableSitting[] {
  const named = report !== undefined && "exam" in report ? pairOf(report) : undefined;
  const ids = new Map(named === undefined ? [] : [[sittingIdFor(provider, named), named]]);
  const sat = resultsIn(sittingsWith(code));
  const results = (code.reports ?? []).filter((each) => each.type === "result");
  for (const each of [...results, ...resultsIn(before), ...sat]) {
    const pair = pairOf(each);
    if (pair !== undefined) ids.set(sittingIdFor(provider, pair), pair);
  }
  return [...ids].flatMap(([sittingId, pair]) => {
    const known = needs.get(sittingAt(sittingId))?.thing;
    const isOf = (each: (typeof sat)[number]) => {
      const ownPair = pairOf(each);
      return ownPair !== undefined && sittingIdFor(provider, ownPair) === sittingId;
    };
    const counted = sat.findLast(isOf);
    const isAnothers = known?.examCode !== undefined && known.examCode !== code.code;
    // A report under a wrong code takes nothing from the code that paid.
    if (isAnothers && (counted === undefined || outcomeOf(known) !== undefined)) return [];
    return [{ ...sittingWith(code, { sittingId, provider, ...pair }, known, counted), ...laterOf(known) }];
  });
}

function seenSitting(needs: Needs, after: BindableSitting, { now }: Settling): SeenSitting {
  const slot = needs.get(sittingAt(after.sittingId));
  const awaiting = after.reservedFor === undefined ? undefined : bindingIdFor(after.reservedFor, after.sittingId);
  const isListed = slot?.waiting.some((each) => each === awaiting) ?? false;
  // One whose 3 days have passed fails with the schedule, and waits no more (R26).
  const binding = isListed && awaiting !== undefined ? needs.get(bindings.at(awaiting)) : undefined;
  const isAwaited = binding !== undefined && bindingStatus(binding, now) === "pending";
  return { before: slot?.thing, after, isAwaited };
}

/** With a decided outcome, the waiting bindings are settled. `reason`: of a certificate that falls. */
function sittingChanges(needs: Needs, { before, after }: SeenSitting, reason: string, settling: Settling): Moved {
  if (JSON.stringify(before) === JSON.stringify(after)) return { changes: [], notifications: [] };
  const [was, is] = [before && outcomeOf(before), outcomeOf(after)];
  if (after.bound !== undefined && was !== is) return boundSittingMoved(needs, after, was, reason, settling);
  const ref = sittingAt(after.sittingId);
  const change = isDecided(after)
    ? fill(needs.facts, ref, after, settling.now)
    : put(ref, { waiting: [], ...needs.get(ref), thing: after });
  return { changes: [change], notifications: [] };
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
