import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { Authorizer } from "../../infra/local/aws/gateway/authorizer.ts";
import { temporaryFolder } from "../../infra/local/host/at-exit.ts";
import { Clock } from "../../infra/local/host/clock.ts";
import { DataDirectory } from "../../infra/local/host/data-directory.ts";
import { auth0, cognito, entra, keycloak } from "../../infra/settings/claims.ts";
import local from "../../infra/settings/local.ts";
import { settings } from "../../infra/settings/settings.ts";
import type { SettingsInput } from "../../infra/settings/stated/schema.ts";
import { getMe } from "../../shared/contract/overview/account.ts";
import { accountOf } from "../../shared/http/caller.ts";
import { ofType, synthesize } from "./synthesis.ts";

const issuer = "https://login.certs.test";
const folder = temporaryFolder("certrail-issuers-");
const directory = DataDirectory.open(folder.path);
let sign: (claims: Record<string, unknown>) => Promise<string>;
let authorizer: Authorizer;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const key = { ...(await exportJWK(publicKey)), kid: "k", alg: "RS256" };
  authorizer = new Authorizer({ keys: { keys: [key] } }, new Clock(directory));
  sign = (claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  return () => {
    directory.close();
    folder.remove();
  };
});

afterEach(() => {
  for (const name of ["STAFF_GROUP", "STAFF_SCOPE", "CLAIMS"]) delete process.env[name];
});

const variables = z.object({
  STAFF_GROUP: z.string(),
  STAFF_SCOPE: z.string().optional(),
  CLAIMS: z.string().optional(),
});

/** Takes the environment that the synthesized functions get from these settings. */
function deploy(changes: Partial<SettingsInput>): void {
  const { resources } = synthesize(changes);
  const functions = [...ofType(resources, "AWS::Lambda::Function").values()];
  const found = functions.flatMap(({ Environment }) => variables.safeParse(Object(Environment).Variables).data ?? []);
  Object.assign(process.env, found[0]);
}

async function accountFrom(claims: Record<string, unknown>) {
  const token = await sign(claims);
  const checked = await authorizer.check(`Bearer ${token}`, { issuer, audience: ["certrail"] });
  if (!checked.ok) throw new Error(checked.problem.detail);
  return accountOf(
    Object({
      headers: { authorization: `Bearer ${token}` },
      requestContext: { authorizer: { jwt: { claims: checked.claims } } },
    }),
    getMe,
  );
}

const ana = { accountId: "a1", email: "ana@certs.test", emailVerified: true, name: "Ana Sá", staff: true };

test.each<[string, Partial<SettingsInput>, Record<string, unknown>, object]>([
  [
    "Cognito's ID token",
    { claims: cognito },
    {
      sub: "a1",
      aud: "certrail",
      "cognito:groups": ["readers", "certrail-staff"],
      "cognito:username": "ana",
      email: "ana@certs.test",
      email_verified: true,
      name: "Ana Sá",
      token_use: "id",
    },
    ana,
  ],
  [
    "Cognito's access token, which has no address and no audience",
    { claims: cognito },
    { sub: "a1", client_id: "certrail", "cognito:groups": ["certrail-staff"], scope: "openid", token_use: "access" },
    { accountId: "a1", email: undefined, emailVerified: false, name: undefined, staff: true },
  ],
  [
    "Keycloak's token with full group paths",
    { claims: keycloak, staffGroup: "/certrail-staff" },
    {
      sub: "a1",
      aud: ["certrail", "account"],
      azp: "certrail",
      email: "ana@certs.test",
      email_verified: true,
      name: "Ana Sá",
      groups: ["/readers", "/certrail-staff"],
      realm_access: { roles: ["offline_access"] },
      scope: "openid email profile",
    },
    ana,
  ],
  [
    "Entra's token with app roles, in a tenant that owns the address's domain",
    { claims: entra },
    {
      sub: "a1",
      aud: "certrail",
      ver: "2.0",
      email: "Ana@certs.test",
      xms_edov: "1",
      name: "Ana Sá",
      roles: ["certrail-staff"],
    },
    ana,
  ],
  [
    "Entra's token in a tenant that wrote a foreign address",
    { claims: entra },
    {
      sub: "a1",
      aud: "certrail",
      ver: "2.0",
      email: "ana@certs.test",
      xms_edov: "0",
      name: "Ana Sá",
      roles: ["readers"],
    },
    { ...ana, emailVerified: false, staff: false },
  ],
  [
    "Auth0's access token with namespaced claims",
    { claims: auth0("https://certs.test/") },
    {
      sub: "a1",
      aud: ["certrail", "https://tenant.auth0.test/userinfo"],
      "https://certs.test/roles": ["certrail-staff"],
      "https://certs.test/email": "ana@certs.test",
      "https://certs.test/email_verified": true,
      "https://certs.test/name": "Ana Sá",
      scope: "openid profile",
    },
    ana,
  ],
  [
    "a token with the scope of staff, and no group",
    { staffScope: "certrail/staff" },
    { sub: "a1", aud: "certrail", scope: "openid certrail/staff" },
    { accountId: "a1", email: undefined, emailVerified: false, name: undefined, staff: true },
  ],
  [
    "a token with a scope that only begins so",
    { staffScope: "certrail/staff" },
    { sub: "a1", aud: "certrail", scope: "certrail/staff2" },
    { accountId: "a1", email: undefined, emailVerified: false, name: undefined, staff: false },
  ],
])("%s", async (_, changes, claims, account) => {
  deploy(changes);
  expect(await accountFrom(claims)).toEqual(account);
});

test("claims of another issuer's names mean nothing", async () => {
  deploy({ claims: cognito });
  expect(await accountFrom({ sub: "a1", aud: "certrail", groups: ["certrail-staff"] })).toMatchObject({ staff: false });
});

test("a claim's name that is empty or unknown is refused", () => {
  const right: SettingsInput = { ...local, audience: ["certrail"] };
  expect(() => settings({ ...right, claims: { groups: "" } })).toThrow("claims.groups");
  expect(() => settings({ ...right, claims: Object({ group: "roles" }) })).toThrow("group");
  expect(() => settings({ ...right, staffScope: "two scopes" })).toThrow("staffScope: one scope");
});
