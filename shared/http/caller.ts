import * as z from "zod";
import { accountId, email, text } from "../contract/fields.ts";
import type { Operation } from "../contract/operation.ts";
import type { Account } from "../domain/account.ts";
import { Problem } from "./problem.ts";
import type { HttpEvent } from "./request.ts";

/** An issuer may let people write their e-mail and name. So a value of these that a body could not have is ignored. */
const claimsSchema = z.object({
  sub: accountId,
  email: email.optional().catch(undefined),
  name: text(200).optional().catch(undefined),
});

/** Names of claims, unless the deployment has others: those of OpenID Connect. */
const usualNames = { email: "email", emailVerified: "email_verified", name: "name", groups: "groups" };

type Names = typeof usualNames;

const ownNames = z.record(z.string(), z.string());

let parsed: { readonly text: string; readonly names: Names } | undefined;

/** Parsed once for each instance. */
function claimNames(): Names {
  const text = process.env.CLAIMS;
  if (text === undefined) return usualNames;
  if (parsed?.text !== text) parsed = { text, names: { ...usualNames, ...ownNames.parse(JSON.parse(text)) } };
  return parsed.names;
}

/** The caller as the gateway's JWT authorizer verified it. 401 without a token or with an unusable `sub`, 403 if the operation needs staff. */
export function accountOf(event: HttpEvent, { auth }: Operation): Account {
  const names = claimNames();
  const given = event.requestContext.authorizer?.jwt.claims ?? {};
  const claims = claimsSchema.safeParse({
    sub: given.sub,
    email: given[names.email],
    name: given[names.name],
  });
  if (!claims.success) throw new Problem("unauthorized");
  const { sub, email: address, name } = claims.data;
  const staff = hasScope(given.scope) || isStaff(given[names.groups], names.groups, event);
  if (auth === "staff" && !staff) throw new Problem("forbidden");
  const emailVerified = address !== undefined && isTrue(given[names.emailVerified], names.emailVerified);
  return { accountId: sub, email: address, emailVerified, name, staff };
}

/** The gateway writes claims as text. Entra writes 1 for true in a claim of its own. */
function isTrue(value: unknown, name: string): boolean {
  return String(value) === "true" || (name !== "email_verified" && String(value) === "1");
}

/** Scopes are separated by blanks (RFC 8693, 4.2). */
function hasScope(scopes: unknown): boolean {
  const scope = process.env.STAFF_SCOPE;
  return Boolean(scope) && typeof scopes === "string" && scopes.split(" ").includes(scope ?? "");
}

/**
 * Whether the token has the deployment's staff group. The authorizer writes a list as `[a b]`, which hides whether `a
 * b` is one group, so the verified token itself is read. An event without the token only counts with a single group.
 */
function isStaff(claim: unknown, name: string, { headers }: HttpEvent): boolean {
  const group = process.env.STAFF_GROUP;
  if (!group || typeof claim !== "string" || !claim.includes(group)) return false;
  if (headers.authorization === undefined) return claim === group || claim === `[${group}]`;
  const groups = groupsIn(headers.authorization, name);
  return Array.isArray(groups) ? groups.includes(group) : groups === group;
}

const payloadSchema = z.record(z.string(), z.unknown());

/** The groups in the token. Nothing if the header holds several tokens, because only one is verified. */
function groupsIn(authorization: string, name: string): unknown {
  const payload = /^(?:bearer\s+)?[\w-]+\.([\w-]+)\.[\w-]+$/i.exec(authorization.trim())?.[1];
  if (payload === undefined) return undefined;
  try {
    return payloadSchema.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).data?.[name];
  } catch {
    return undefined;
  }
}
