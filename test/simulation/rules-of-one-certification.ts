import { bindingOf, outcomeOf, sittingTakenAt } from "./partner-state.ts";
import { type Certificate, type NothingEarned, type State, titleOf, unfolded, verdict } from "./state.ts";

/** A pass that earned nothing, with the times of its exams. */
type Idle = { readonly satAt: readonly number[]; readonly earn: () => boolean };

/** R8: the reason why a pass earns nothing beside the account's other things. Undefined if it earns. */
export function whyNothing(
  { certificates }: Pick<State, "certificates">,
  of: { readonly account: string; readonly certification: string },
  satAt: readonly number[],
): NothingEarned | undefined {
  const held = certificates.filter(
    (each) => each.account === of.account && each.certification === of.certification && each.hasFallen !== true,
  );
  if (held.some((each) => satAt.some((at) => wasValid(each, at)))) return "sat-while-certified";
  const lastAt = Math.max(...satAt);
  const isLater = ({ state, claimedAt = 0 }: Certificate) => state === "claimed" && lastAt < claimedAt;
  return held.some((each) => each.state === "claimable" || isLater(each)) ? "already-certified" : undefined;
}

/** From its claim to its end, or until staff revoked it. */
function wasValid({ claimedAt, validUntil = 0, revokedAt = validUntil }: Certificate, at: number): boolean {
  return claimedAt !== undefined && claimedAt <= at && at < Math.min(validUntil, revokedAt);
}

/** The times of the exams that a registration has passed. */
export function passTimes(registration: Parameters<typeof unfolded>[0]): number[] {
  return [...unfolded(registration).sittings.values()].flatMap(({ outcome, at }) => (outcome === "pass" ? [at] : []));
}

/**
 * R16, R18: a registration that is passed now earns a certificate, or nothing. Answers whether it earned one. One that had
 * earned nothing is judged again with each report about it.
 */
export function judge(state: State, at: number, event: string): boolean {
  const registration = state.registrations[at];
  if (registration === undefined) return false;
  const satAt = passTimes(registration);
  const earnsNothing = whyNothing(state, registration, satAt);
  if (earnsNothing !== undefined) {
    state.registrations[at] = { ...registration, earnsNothing };
    return false;
  }
  const { account, certification } = registration;
  const passedAt = Math.max(...satAt);
  const certificate = state.certificates.length;
  state.certificates.push({ account, certification, registration: at, passedAt, state: "claimable", events: [event] });
  state.registrations[at] = { ...registration, earnsNothing, isForgotten: undefined, certificate };
  return true;
}

/** R8: a new registration ends older ones, and passes that earned nothing stay so. */
export function succeed(state: State, account: string, certification: string, now: number, event: string): void {
  for (const [at, each] of state.registrations.entries()) {
    if (each.account !== account || each.certification !== certification) continue;
    const isForgotten = each.earnsNothing === undefined ? undefined : true;
    const events = each.isSucceeded ? each.events : [...each.events, event];
    const expiresAt = Math.min(each.expiresAt, now);
    state.registrations[at] = { ...each, expiresAt, events, isSucceeded: true, isForgotten };
  }
  for (const [pair, each] of state.sittings) {
    if (each.account !== account || each.certification !== certification || each.earnsNothing === undefined) continue;
    state.sittings.set(pair, { ...each, isForgotten: true });
  }
}

/**
 * R8: after an obstacle is gone, the earliest free pass earns its certificate. `earn`: the rule for a bound sitting.
 */
export function rise(
  state: State,
  of: { readonly account: string; readonly certification: string },
  event: string,
  earn: (pair: string) => { readonly certificate?: number | undefined },
): void {
  const isOf = (each: { readonly account?: string; readonly certification: string }) =>
    each.account === of.account && each.certification === of.certification;
  const registrations = [...state.registrations.entries()].flatMap(([at, each]): Idle[] => {
    const isIdle = isOf(each) && each.earnsNothing !== undefined && !each.isForgotten && verdict(each) === "passed";
    return isIdle ? [{ satAt: passTimes(each), earn: () => registrationRises(state, at, event) }] : [];
  });
  const sittings = [...state.sittings].flatMap(([pair, each]): Idle[] => {
    const isIdle = isOf(each) && each.earnsNothing !== undefined && !each.isForgotten;
    const satAt = each.idleSince ?? [sittingTakenAt(state, pair)];
    return isIdle ? [{ satAt, earn: () => sittingRises(state, pair, event, earn) }] : [];
  });
  const idle = [...registrations, ...sittings];
  idle.sort((one, other) => Math.max(...one.satAt) - Math.max(...other.satAt));
  for (const each of idle) if (whyNothing(state, of, each.satAt) === undefined) each.earn();
}

function registrationRises(state: State, at: number, event: string): boolean {
  const { account = "", certification = "" } = state.registrations[at] ?? {};
  if (!judge(state, at, event)) return false;
  const registration = state.registrations[at];
  if (registration !== undefined) {
    state.registrations[at] = { ...registration, events: [...registration.events, event] };
  }
  state.told.push({ to: account, tells: "claimable", about: [titleOf(certification)] });
  return true;
}

function sittingRises(
  state: State,
  pair: string,
  event: string,
  earn: (pair: string) => { readonly certificate?: number | undefined },
): boolean {
  const { account = "", certification = "" } = state.sittings.get(pair) ?? {};
  const { certificate } = earn(pair);
  const at = bindingOf(account, ...idsOf(pair));
  const binding = state.bindings.get(at);
  const { earnsNothing } = state.sittings.get(pair) ?? {};
  if (binding !== undefined) {
    const events = [...binding.events, event];
    state.bindings.set(at, { ...binding, certificate: certificate ?? binding.certificate, earnsNothing, events });
  }
  if (certificate === undefined) return false;
  state.told.push({ to: account, tells: "claimable", about: [titleOf(certification)] });
  return true;
}

function idsOf(pair: string): [string, string] {
  const [candidate = "", registration = ""] = pair.split(" ");
  return [candidate, registration];
}

/** True for a bound pass that earned nothing. */
export function isIdle(state: State, pair: string): boolean {
  return outcomeOf(state, pair) === "pass" && state.sittings.get(pair)?.earnsNothing !== undefined;
}
