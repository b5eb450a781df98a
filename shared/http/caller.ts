import * as z from "zod";
import { accountId, email, text } from "../contract/fields.ts";
import type { Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import { Problem } from "./problem.ts";
import type { HttpEvent } from "./request.ts";

/**
 * Claims come from an issuer that may let people write what they like, so they are read by the rules for what is stored:
 * an address or a name that a body could not have is none.
 */
const claimsSchema = z.object({
  sub: accountId,
  email: email.optional().catch(undefined),
  email_verified: z.unknown().optional(),
  name: text(200).optional().catch(undefined),
  groups: z.unknown().optional(),
});

/**
 * The caller, as the gateway's JWT authorizer vouches for it. 401 without a token, 403 where the operation is for
 * staff and the token does not say so.
 */
export function accountOf(event: HttpEvent, { auth }: Operation): Account {
  const claims = claimsSchema.safeParse(event.requestContext.authorizer?.jwt.claims);
  if (!claims.success) throw new Problem("unauthorized");
  const { sub, email: address, email_verified: verified, name, groups } = claims.data;
  const staff = isStaff(groups, event);
  if (auth === "staff" && !staff) throw new Problem("forbidden");
  const emailVerified = address !== undefined && (verified === true || verified === "true");
  return { accountId: sub, email: address, emailVerified, name, staff };
}

/**
 * Whether one of the token's groups is the staff group, which the deployment names. The authorizer writes a list as
 * `[a b]`: its text cannot tell the group `a b` from the groups `a` and `b`. So the list is read in the token itself,
 * which the gateway has verified. Where the event has no token, only a text of one name counts.
 */
function isStaff(claim: unknown, { headers }: HttpEvent): boolean {
  const group = process.env.STAFF_GROUP;
  if (!group || typeof claim !== "string" || !claim.includes(group)) return false;
  if (headers.authorization === undefined) return claim === group || claim === `[${group}]`;
  const groups = groupsIn(headers.authorization);
  return Array.isArray(groups) ? groups.includes(group) : groups === group;
}

const payloadSchema = z.object({ groups: z.unknown() });

/** The claim `groups` of a header's token. Nothing where the header holds several tokens: only one of them is verified. */
function groupsIn(authorization: string): unknown {
  const payload = /^(?:bearer\s+)?[\w-]+\.([\w-]+)\.[\w-]+$/i.exec(authorization.trim())?.[1];
  if (payload === undefined) return undefined;
  try {
    return payloadSchema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).data?.groups;
  } catch {
    return undefined;
  }
}
