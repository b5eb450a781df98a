import type * as z from "zod";
import type { claimNames } from "./stated/fields.ts";

/** The names of claims in the tokens of well-known issuers, as these make them by default. */
type Claims = z.input<typeof claimNames>;

/**
 * Amazon Cognito. Access tokens have groups and no address; ID tokens have both. So front ends send the ID token. The audience is
 * the client id, which API Gateway also finds in `client_id`.
 */
export const cognito: Claims = { groups: "cognito:groups" };

/**
 * Keycloak, with the mapper "Group Membership" on the client. With "Full group path", the group of staff is
 * `/certrail-staff`. Add the mapper "Audience", too.
 */
export const keycloak: Claims = { groups: "groups" };

/**
 * Microsoft Entra ID, with app roles, and the optional claims `email` and `xms_edov`. Entra has no `email_verified`, and tenants
 * may write any address into `email`: `xms_edov` says that the tenant owns the address's domain.
 */
export const entra: Claims = { groups: "roles", emailVerified: "xms_edov" };

/** Auth0, with an action that sets these claims: own names need a namespace, which is a URL that you own. */
export function auth0(namespace: string): Claims {
  const named = (name: string) => `${namespace.replace(/\/$/, "")}/${name}`;
  return {
    groups: named("roles"),
    email: named("email"),
    emailVerified: named("email_verified"),
    name: named("name"),
  };
}
