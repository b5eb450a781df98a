import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import * as z from "zod";
import type { TokenRules } from "../../assembly/api.ts";
import type { Deployment } from "../../assembly/template.ts";
import type { Clock } from "../../host/clock.ts";
import { type DataDirectory, damaged } from "../../host/data-directory.ts";

const keySchema = z.looseObject({
  kty: z.literal("RSA"),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  d: z.string(),
});

/** API Gateway only accepts RSA signatures. */
export const algorithm = "RS256";

export const tokenSeconds = 3600;

export type Subject = {
  readonly sub: string;
  readonly email?: string | undefined;
  readonly emailVerified?: boolean | undefined;
  readonly name?: string | undefined;
  readonly groups?: readonly string[] | undefined;
};

/** Claims that the gateway requires, and the group that makes staff. */
type Accepted = Pick<Deployment, "tokens" | "staffGroup">;

/** The OpenID Connect issuer of a local run. Its key and tokens survive a restart. */
export class Issuer {
  readonly #key: JWK;
  readonly #rules: TokenRules;
  readonly #staffGroup: string;
  readonly #clock: Clock;

  private constructor(key: JWK, { tokens, staffGroup }: Accepted, clock: Clock) {
    this.#key = key;
    this.#rules = tokens;
    this.#staffGroup = staffGroup;
    this.#clock = clock;
  }

  static async open(directory: DataDirectory, accepted: Accepted, clock: Clock): Promise<Issuer> {
    const kept = directory.read("issuer-key.json", keySchema);
    if (kept !== undefined) {
      await importJWK(kept, algorithm).catch(() => {
        throw damaged(directory.file("issuer-key.json"), "it holds no RSA key");
      });
      return new Issuer(kept, accepted, clock);
    }

    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: "local", alg: algorithm };
    directory.write("issuer-key.json", key);
    return new Issuer(key, accepted, clock);
  }

  /** The published public key. */
  get keys(): { keys: JWK[] } {
    const { kty, kid, n, e } = keySchema.parse(this.#key);
    return { keys: [{ kty, kid, n, e, alg: algorithm, use: "sig" }] };
  }

  /** A token for staff. */
  async staffToken(subject: Omit<Subject, "groups">): Promise<string> {
    return await this.token({ ...subject, groups: [this.#staffGroup] });
  }

  /** A token that is valid for an hour of the local clock. */
  async token(subject: Subject): Promise<string> {
    const { sub, email, emailVerified, name, groups } = subject;
    const issuedAt = Math.floor(this.#clock.now() / 1000);
    const { audience } = this.#rules;
    const claims = {
      aud: audience.length === 1 ? audience.join() : [...audience],
      ...(email === undefined ? {} : { email, email_verified: emailVerified ?? true }),
      ...(name === undefined ? {} : { name }),
      ...(groups === undefined ? {} : { groups: [...groups] }),
    };
    return await new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, kid: "local", typ: "JWT" })
      .setSubject(sub)
      .setIssuer(this.#rules.issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + tokenSeconds)
      .sign(await importJWK(this.#key, algorithm));
  }
}
