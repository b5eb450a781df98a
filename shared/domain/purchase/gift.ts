import type { Account } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { type AuthorizationCode, type Gift, type IssuedCode, stillIssued } from "./authorization-code.ts";

/** From then on only the account with the recipient's verified address redeems it (R3, R4). */
export function give(
  code: AuthorizationCode | undefined,
  by: Account,
  gift: Omit<Gift, "givenAt">,
  now: Instant,
): Decision<IssuedCode> {
  if (code === undefined || code.ownerId !== by.accountId) return refuse("authorization-code-not-found");
  const open = stillIssued(code, now);
  if (!open.accepted) return open;
  if (code.gift !== undefined) return refuse("authorization-code-already-given");
  return accept({ ...open.value, gift: { ...gift, givenAt: now } });
}

/** The giver or staff take back an unredeemed gift (R3, R36). */
export function takeBackGift(
  code: AuthorizationCode | undefined,
  by: Account,
  now: Instant,
): Decision<{ code: IssuedCode; gift: Gift }> {
  if (code === undefined || (code.ownerId !== by.accountId && !by.staff)) return refuse("authorization-code-not-found");
  const open = stillIssued(code, now);
  if (!open.accepted) return open;
  const { gift, ...own } = open.value;
  return gift === undefined ? refuse("authorization-code-not-given") : accept({ code: own, gift });
}
