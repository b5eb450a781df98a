import type { Do } from "./partner-operations.ts";
import {
  type Binding,
  bindingOf,
  bindingStatus,
  outcomeOf,
  type PaidSitting,
  pairOf,
  partnerHappened,
  sittingTakenAt,
} from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { whyNoExam } from "./rules-of-exam-codes.ts";
import { whyNothing } from "./rules-of-one-certification.ts";
import { countsFor } from "./rules-of-organizations.ts";
import { type Answer, day, examsOf, type NothingEarned, type State, titleOf, yearsLater } from "./state.ts";

const bindingDays = 3;

type Asked = Pick<Binding, "account" | "certification" | "candidate" | "registration">;

/** R26: the member names a sitting. It is bound at once, or when its result arrives. */
export function bind(state: State, operation: Do<"bind">, now: number): Answer {
  const unseen = state.certificates[operation.unseen ?? -1];
  if (unseen?.state !== "claimable") return bindSeen(state, operation, now);
  const at = state.certificates.indexOf(unseen);
  state.certificates[at] = { ...unseen, state: "revoked", hasFallen: true };
  const answer = bindSeen(state, operation, now);
  state.certificates[at] = unseen;
  return answer;
}

function bindSeen(state: State, operation: Do<"bind">, now: number): Answer {
  const { account, certification, candidate, registration, isNamed } = operation;
  if (!state.certifications.has(certification)) return refused("certification-not-found");
  const judged = judge(state, operation, now);
  if (judged?.against !== undefined) return refused(judged.against);
  const at = bindingOf(account, candidate, registration);
  const earlier = state.bindings.get(at);
  if (judged === undefined) {
    if (earlier !== undefined && bindingStatus(earlier, now) === "pending") return refused("binding-already-pending");
    const against = whyNoExam(state, account, certification, now);
    if (against !== undefined) return refused(against);
  }
  const member = state.members.get(account);
  // A main account may be known by its id only.
  const isKnown = member !== undefined && (member.role !== "main" || member.isWritable);
  if (!isNamed && !isKnown) return refused("holder-name-missing");

  state.sequence += 1;
  const asked = { account, certification, candidate, registration, askedAt: now, until: now + bindingDays * day };
  const events = [...(earlier?.events ?? []), ...(judged === undefined ? ["binding.requested"] : [])];
  state.bindings.set(at, { ...asked, place: state.sequence, state: "pending", events });
  if (judged === undefined) return { status: 202, says: "pending" };
  complete(state, at, now);
  return { status: 201, says: "bound" };
}

/** R27: the verdict on the sitting. Undefined while it does not exist. */
function judge(
  state: State,
  { account, certification, candidate, registration }: Asked,
  now: number,
): { readonly against: string | undefined } | undefined {
  const pair = pairOf(candidate, registration);
  if (!isFree(state, candidate, account)) return { against: "sitting-not-available" };
  const sitting = state.sittings.get(pair);
  if (sitting === undefined || !isDecided(state, pair)) {
    const exchanged = state.sittings.get(pairOf(registration, candidate));
    if (exchanged === undefined || !isDecided(state, pairOf(registration, candidate))) return undefined;
    const isOwn = isFor(exchanged, account) && isFree(state, registration, account);
    return { against: isOwn ? "ids-look-swapped" : "sitting-not-available" };
  }
  if (!isFor(sitting, account)) return { against: "sitting-not-available" };
  if (sitting.account !== undefined) return { against: "sitting-already-bound" };
  if (sitting.certification !== certification) return { against: "certification-differs-from-sitting" };
  if (outcomeOf(state, pair) !== "pass") return { against: "sitting-not-passed" };
  const against = whyNoExam(state, account, certification, now);
  return { against: against ?? whyNothing(state, { account, certification }, [sittingTakenAt(state, pair)]) };
}

/** R27: a candidate id belongs to the account that bound the first of its sittings. */
function isFree({ links }: State, candidate: string, account: string): boolean {
  return (links.get(candidate.toUpperCase())?.account ?? account) === account;
}

/** Staff undo a wrong link: any account may use the candidate id, and bound sittings stay bound. */
export function undoLink(state: State, { candidate }: Do<"undo-candidate-link">): Answer {
  const link = state.links.get(candidate.toUpperCase());
  if (link === undefined) return refused("candidate-link-not-found");
  state.links.delete(candidate.toUpperCase());
  const typed = state.bindings.get(link.binding)?.candidate ?? candidate;
  state.told.push({ to: link.account, tells: "candidate-link-undone", about: [typed, "A slip."] });
  return { status: 200, says: `link of ${link.account}` };
}

/** R16: a binding waits while the centre holds the result. */
function isDecided(state: State, pair: string): boolean {
  const outcome = outcomeOf(state, pair);
  return outcome !== undefined && outcome !== "held";
}

function isFor({ account: bound, reservedFor }: PaidSitting, account: string): boolean {
  return (bound ?? reservedFor ?? account) === account;
}

/** R27: a binding is permanent. After all exams the certificate is claimed, and counts for the current organization. */
function complete(state: State, at: string, now: number): void {
  const binding = state.bindings.get(at);
  const pair = binding === undefined ? "" : pairOf(binding.candidate, binding.registration);
  const sitting = state.sittings.get(pair);
  if (binding === undefined || sitting === undefined) return;
  const { account, certification } = binding;
  state.sittings.set(pair, { ...sitting, account });
  const id = binding.candidate.toUpperCase();
  if (!state.links.has(id)) state.links.set(id, { account, binding: at });
  const event = "binding.bound";
  const { certificate, earnsNothing } = earn(state, pair, event);
  const organization = certificate === undefined ? undefined : countsFor(state, account);
  const held = certificate === undefined ? undefined : state.certificates[certificate];
  const about = [titleOf(certification), sitting.exam, held === undefined ? "part" : "certificate"];
  if (certificate !== undefined && held !== undefined) {
    state.certificates[certificate] = {
      ...held,
      state: "claimed",
      claimedAt: now,
      validUntil: yearsLater(now, 2),
      organization,
      why: "bound",
    };
    if (organization !== undefined) partnerHappened(state, organization, event);
  }
  state.bindings.set(at, {
    ...binding,
    state: "bound",
    exam: sitting.exam,
    organization,
    certificate,
    earnsNothing,
    events: [...binding.events, event],
  });
  state.told.push({ to: account, tells: "bound", about });
}

type Earned = { readonly certificate?: number; readonly earnsNothing?: NothingEarned };

/**
 * R18: a bound pass of each exam earns a certificate and is spent. Older passes go first. Beside another certificate, a
 * pass earns nothing and does not wait for others (R8).
 */
export function earn(state: State, pair: string, event: string): Earned {
  const sitting = state.sittings.get(pair);
  const { account, certification, level = "" } = sitting ?? {};
  if (sitting === undefined || account === undefined || certification === undefined) return {};
  const passes = (examsOf[level] ?? []).map((exam) => {
    if (exam === sitting.exam) return pair;
    const [oldest] = [...state.sittings]
      .filter(([, each]) => each.account === account && each.certification === certification && each.exam === exam)
      .filter(([, each]) => each.freeSince !== undefined)
      .sort(([, one], [, other]) => (one.freeSince ?? 0) - (other.freeSince ?? 0));
    return oldest?.[0];
  });
  const sittings = passes.filter((each) => each !== undefined);
  const isComplete = sittings.length === passes.length;
  const satAt = (isComplete ? sittings : [pair]).map((each) => sittingTakenAt(state, each));
  const earnsNothing = whyNothing(state, { account, certification }, satAt);
  state.sequence += 1;
  const freeSince = earnsNothing === undefined ? state.sequence : undefined;
  const idleSince = earnsNothing === undefined ? undefined : satAt;
  state.sittings.set(pair, { ...sitting, freeSince, earnsNothing, idleSince, isForgotten: undefined });
  if (earnsNothing !== undefined) return { earnsNothing };
  if (!isComplete) return {};
  const certificate = state.certificates.length;
  const passedAt = Math.max(...satAt);
  state.certificates.push({ account, certification, sittings, passedAt, state: "claimable", events: [event] });
  for (const each of sittings) {
    const spent = state.sittings.get(each);
    if (spent !== undefined) state.sittings.set(each, { ...spent, freeSince: undefined, certificate });
  }
  return { certificate };
}

/** R16: the pass stops counting, its certificate is lost, and the other passes of that certificate are free again. */
export function fall(state: State, pair: string, event: string): "lost" | undefined {
  const sitting = state.sittings.get(pair);
  if (sitting === undefined) return undefined;
  const nothing = { earnsNothing: undefined, idleSince: undefined, isForgotten: undefined };
  state.sittings.set(pair, { ...sitting, ...nothing, freeSince: undefined, certificate: undefined });
  const lost = state.certificates[sitting.certificate ?? -1];
  if (sitting.certificate === undefined || lost === undefined) return undefined;
  state.certificates[sitting.certificate] = { ...lost, hasFallen: true };
  if (lost.state === "revoked") return undefined;
  const events = [...lost.events, event];
  state.certificates[sitting.certificate] = { ...lost, state: "revoked", hasFallen: true, events };
  for (const each of lost.sittings ?? []) {
    const other = state.sittings.get(each);
    if (each === pair || other?.certificate !== sitting.certificate) continue;
    state.sequence += 1;
    state.sittings.set(each, { ...other, freeSince: state.sequence, certificate: undefined });
  }
  return "lost";
}

/** R26: a result decides the waiting bindings in the order of their requests. */
export function settleBindings(state: State, pair: string, now: number): void {
  const waiting = [...state.bindings].filter(([, each]) => each.state === "pending");
  waiting.sort(([, one], [, other]) => one.askedAt - other.askedAt || one.place - other.place);
  const own = waiting.filter(([, each]) => pairOf(each.candidate, each.registration) === pair);
  const exchanged = waiting.filter(([, each]) => pairOf(each.registration, each.candidate) === pair);
  const ordered = state.way.exchangedFirst ? [...exchanged, ...own] : [...own, ...exchanged];
  for (const [at, each] of ordered) settle(state, at, each, now);
}

function settle(state: State, at: string, binding: Binding, now: number): void {
  if (bindingStatus(binding, now) === "failed") {
    state.bindings.set(at, { ...binding, state: "failed", reason: "result-not-received" });
    return;
  }
  const judged = judge(state, binding, now);
  if (judged === undefined) return;
  if (judged.against === undefined) {
    complete(state, at, now);
    return;
  }
  const events = [...binding.events, "binding.failed"];
  state.bindings.set(at, { ...binding, state: "failed", reason: judged.against, events });
  state.told.push({ to: binding.account, tells: "binding-failed", about: [binding.certification, judged.against] });
}
