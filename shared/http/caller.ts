import * as z from "zod";
import { accountId, email, text } from "../contract/fields.ts";
import type { Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import { Problem } from "./problem.ts";
import type { HttpEvent } from "./request.ts";

/** An issuer may let people write their claims. So a value that a body could not have is ignored. */
const claimsSchema = z.object({
  sub: accountId,
  email: email.optional().catch(undefined),
  email_verified: z.unknown().optional(),
  name: text(200).optional().catch(undefined),
  groups: z.unknown().optional(),
});

/** The caller as the gateway's JWT authorizer verified it. 401 without a token, 403 if the operation needs staff. */
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
 * Whether the token has the deployment's staff group. The authorizer writes a list as `[a b]`, which hides whether `a
 * b` is one group, so the verified token itself is read. An event without the token only counts with a single group.
 */
function isStaff(claim: unknown, { headers }: HttpEvent): boolean {
  const group = process.env.STAFF_GROUP;
  if (!group || typeof claim !== "string" || !claim.includes(group)) return false;
  if (headers.authorization === undefined) return claim === group || claim === `[${group}]`;
  const groups = groupsIn(headers.authorization);
  return Array.isArray(groups) ? groups.includes(group) : groups === group;
}

const payloadSchema = z.object({ groups: z.unknown() });

/** The claim `groups`. Nothing if the header holds several tokens, because only one is verified. */
function groupsIn(authorization: string): unknown {
  const payload = /^(?:bearer\s+)?[\w-]+\.([\w-]+)\.[\w-]+$/i.exec(authorization.trim())?.[1];
  if (payload === undefined) return undefined;
  try {
    return payloadSchema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).data?.groups;
  } catch {
    return undefined;
  }
}
