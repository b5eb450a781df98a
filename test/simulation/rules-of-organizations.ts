import type { Do } from "./partner-operations.ts";
import {
  applicationOf,
  examCodeStatus,
  holdingOf,
  invitationStatus,
  type Member,
  memberHappened,
  type PartnerState,
  staffAccount,
  whyNotInForce,
} from "./partner-state.ts";
import { refused } from "./refusal.ts";
import { type Answer, day } from "./state.ts";

const invitationDays = 30;

export function createPartner(state: PartnerState, { name, main, isWritable }: Do<"create-partner">): Answer {
  if (state.members.has(main)) return refused("account-in-another-organization");
  const events = ["partner.created"];
  const created = state.partners.length;
  state.partners.push({ name, main, isWritable, events });
  join(state, main, { partner: created, role: "main", isWritable }, "partner.created");
  return { status: 201, says: "active", created };
}

/** A partner's managers (or only its main account) and staff may act. For outsiders it does not exist. */
export function whyNotActing(
  { partners, members }: PartnerState,
  account: string,
  partner: number,
  needed: "manager" | "main",
  hidden = "organization-not-found",
): string | undefined {
  if (partners[partner] === undefined) return hidden;
  if (account === staffAccount) return undefined;
  const member = members.get(account);
  if (member?.partner !== partner) return hidden;
  if (member.role === "main" || (needed === "manager" && member.role === "manager")) return undefined;
  return needed === "main" ? "main-account-only" : "managers-only";
}

/** R22: a manager's invitation link. */
export function invite(state: PartnerState, { account, partner }: Do<"invite">, now: number): Answer {
  const against = whyNotActing(state, account, partner, "manager");
  if (against !== undefined) return refused(against);
  const notInForce = whyNotInForce(state.partners[partner]);
  if (notInForce !== undefined) return refused(notInForce);
  const expiresAt = now + invitationDays * day;
  const made = { partner, by: account, expiresAt, isRevoked: false, uses: 0, events: ["invitation.created"] };
  return { status: 201, says: "active", created: state.invitations.push(made) - 1 };
}

export function revokeInvitation(
  state: PartnerState,
  { account, partner, invitation: at }: Do<"revoke-invitation">,
): Answer {
  const against = whyNotActing(state, account, partner, "manager");
  if (against !== undefined) return refused(against);
  const found = state.invitations[at];
  if (found?.partner !== partner) return refused("invitation-not-found");
  const events = [...found.events, "invitation.revoked"];
  if (!found.isRevoked) state.invitations[at] = { ...found, isRevoked: true, events };
  return { status: 200, says: "revoked" };
}

/** R22: an account with the link applies. */
export function apply(state: PartnerState, { account, invitation: at }: Do<"apply">, now: number): Answer {
  const found = state.invitations[at];
  if (found === undefined) return refused("invitation-not-found");
  const status = invitationStatus(found, now);
  if (status !== "active") return refused(`invitation-${status}`);
  const { partner, by } = found;
  const notInForce = whyNotInForce(state.partners[partner]);
  if (notInForce !== undefined) return refused(notInForce);
  const elsewhere = whyNotJoining(state, account, partner);
  if (elsewhere !== undefined) return refused(elsewhere);
  const name = applicationOf(partner, account);
  const earlier = state.applications.get(name);
  if (earlier?.state === "pending") return refused("application-already-pending");
  const events = [...(earlier?.events ?? []), "application.submitted"];
  state.applications.set(name, { partner, account, state: "pending", events });
  state.invitations[at] = { ...found, uses: found.uses + 1 };
  const { main, isWritable } = state.partners[partner] ?? { main: "", isWritable: false };
  const inviter = state.members.get(by);
  const mayKnow = inviter?.partner === partner && inviter.role !== "member";
  const readers = new Set([...(mayKnow ? [by] : []), ...(isWritable ? [main] : [])]);
  for (const to of readers) state.told.push({ to, tells: "applied", about: [nameOf(state, partner)] });
  return { status: 201, says: "pending" };
}

/** R21: one organization at most. */
function whyNotJoining({ members }: PartnerState, account: string, partner: number): string | undefined {
  const member = members.get(account);
  if (member === undefined) return undefined;
  return member.partner === partner ? "already-a-member" : "account-in-another-organization";
}

export function withdraw(state: PartnerState, { account, application: name }: Do<"withdraw">): Answer {
  const found = state.applications.get(name);
  if (found === undefined) return refused("application-not-found");
  const isOwn = found.account === account;
  const isSeen = isOwn || whyNotActing(state, account, found.partner, "manager") === undefined;
  if (!isSeen) return refused("application-not-found");
  if (!isOwn) return refused("applicant-only");
  if (found.state !== "pending") return refused("application-not-pending");
  state.applications.set(name, {
    ...found,
    state: "withdrawn",
    events: [...found.events, "application.withdrawn"],
  });
  return { status: 200, says: "withdrawn" };
}

/** R22: the main account approves or rejects. */
export function decide(
  state: PartnerState,
  { does, account, partner, application: name }: Do<"approve" | "reject">,
): Answer {
  const against = whyNotActing(state, account, partner, "main");
  if (against !== undefined) return refused(against);
  const notInForce = does === "approve" ? whyNotInForce(state.partners[partner]) : undefined;
  if (notInForce !== undefined) return refused(notInForce);
  const found = state.applications.get(name);
  if (found?.partner !== partner) return refused("application-not-found");
  if (found.state !== "pending") return refused("application-not-pending");
  const outcome = does === "approve" ? "approved" : "rejected";
  const event = `application.${outcome}`;
  if (outcome === "approved") {
    const elsewhere = whyNotJoining(state, found.account, partner);
    if (elsewhere !== undefined) return refused(elsewhere);
    join(state, found.account, { partner, role: "member", isWritable: true }, event);
  }
  state.applications.set(name, { ...found, state: outcome, events: [...found.events, event] });
  const about = [nameOf(state, partner), outcome];
  state.told.push({ to: found.account, tells: "application-decided", about: [...about, "account"] });
  tellMain(state, partner, account, "application-decided", [...about, "organization"]);
  return { status: 200, says: outcome };
}

function join(state: PartnerState, account: string, as: Member, event: string): void {
  state.members.set(account, as);
  memberHappened(state, account, event);
}

/** Sent to the address that staff noted, else to the main account's own if it acts itself. */
function tellMain(state: PartnerState, partner: number, by: string, tells: string, about: string[]): void {
  const { main, isWritable } = state.partners[partner] ?? { main: "", isWritable: false };
  if (isWritable || by === main) state.told.push({ to: main, tells, about });
}

export function changeRole(state: PartnerState, { account, partner, member: named, role }: Do<"role">): Answer {
  const against = whyNotActing(state, account, partner, "main");
  if (against !== undefined) return refused(against);
  const member = state.members.get(named);
  if (member?.partner !== partner) return refused("member-not-found");
  if (member.role === "main") return refused("role-is-fixed");
  if (member.role !== role) join(state, named, { ...member, role }, "membership.role-changed");
  return { status: 200, says: role };
}

/** R21: managers remove plain members and themselves. The main account also removes managers. */
export function remove(state: PartnerState, { account, partner, member: named }: Do<"remove">, now: number): Answer {
  const against = whyNotActing(state, account, partner, "manager");
  if (against !== undefined) return refused(against);
  const member = state.members.get(named);
  if (member?.partner !== partner) return refused("member-not-found");
  const mayManagers = [staffAccount, named, state.partners[partner]?.main].includes(account);
  if (member.role === "manager" && !mayManagers) return refused("main-account-only");
  if (member.role === "main") return refused("main-account-cannot-leave");
  return leave(state, named, member, "removed", account, now);
}

export function quit(state: PartnerState, { account }: Do<"quit">, now: number): Answer {
  const member = state.members.get(account);
  if (member === undefined) return refused("not-in-an-organization");
  const hasEnded = state.partners[member.partner]?.endedAt !== undefined;
  if (member.role === "main" && !hasEnded) return refused("main-account-cannot-leave");
  return leave(state, account, member, "quit", account, now);
}

/** The organization under which a certificate counts: the holder's, until its partnership ends (R27, R28). */
export function countsFor({ members, partners }: PartnerState, account: string): number | undefined {
  const partner = members.get(account)?.partner;
  return partner === undefined || partners[partner]?.endedAt !== undefined ? undefined : partner;
}

/** R25: the member's unused codes go back to the partner. */
function leave(
  state: PartnerState,
  account: string,
  { partner, isWritable }: Member,
  how: "removed" | "quit",
  by: string,
  now: number,
): Answer {
  state.members.delete(account);
  memberHappened(state, account, `membership.${how}`);
  let count = 0;
  for (const [at, code] of state.examCodes.entries()) {
    if (examCodeStatus(code, now) !== "assigned" || holdingOf(code)?.account !== account) continue;
    const holdings = code.holdings.map((each) => ({ until: now, ...each }));
    state.examCodes[at] = { ...code, holdings, events: [...code.events, `membership.${how}`] };
    count += 1;
  }
  const about = [nameOf(state, partner), how, String(count)];
  if (isWritable) state.told.push({ to: account, tells: "membership-ended", about: [...about, "account"] });
  if (how === "quit") tellMain(state, partner, by, "membership-ended", [...about, "organization"]);
  return { status: 200, says: `left, ${count} codes returned` };
}

function nameOf({ partners }: PartnerState, partner: number): string {
  return partners[partner]?.name ?? "";
}
