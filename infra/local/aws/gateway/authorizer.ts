import { createLocalJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import type { TokenRules } from "../../assembly/api.ts";
import type { Clock } from "../../host/clock.ts";
import type { Problem } from "../../host/problem.ts";
import type { Issuer } from "./issuer.ts";

/** Claims in the gateway's form: text only, lists as `[a b]`. */
export type Claims = { readonly [name: string]: string };

export type Authorized =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly problem: Problem };

type Accepted = { readonly rules: TokenRules; readonly claims: Claims; readonly untilMilliseconds: number };

const acceptedLimit = 1000;

const algorithms = ["RS256", "RS384", "RS512"];

/** Checks bearer tokens like API Gateway's JWT authorizer, by the local clock. */
export class Authorizer {
  readonly #keys: ReturnType<typeof createLocalJWKSet>;
  readonly #clock: Clock;
  /** A token that was accepted stays good until it expires, because the clock never goes back. */
  readonly #accepted = new Map<string, Accepted>();

  constructor(issuer: Pick<Issuer, "keys">, clock: Clock) {
    this.#keys = createLocalJWKSet(issuer.keys);
    this.#clock = clock;
  }

  /** Checks signature, issuer, audience (or client id), `exp`, `nbf` and `iat`. */
  async check(header: string | undefined, rules: TokenRules): Promise<Authorized> {
    const token = header?.replace(/^bearer\s+/i, "").trim();
    if (!token) return unauthorized("This operation needs a bearer token.");
    const known = this.#accepted.get(token);
    if (known?.rules === rules && this.#clock.now() < known.untilMilliseconds)
      return { ok: true, claims: known.claims };
    return await this.#verify(token, rules);
  }

  async #verify(token: string, rules: TokenRules): Promise<Authorized> {
    try {
      const now = new Date(this.#clock.now());
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer: rules.issuer,
        algorithms,
        currentDate: now,
        requiredClaims: ["exp"],
      });
      if (!isMeantFor(payload, rules.audience)) return invalid("the audience is another");
      if (payload.iat !== undefined && payload.iat * 1000 > now.getTime())
        return invalid("it was issued in the future");
      const claims = flatten(payload);
      if (this.#accepted.size >= acceptedLimit) this.#accepted.clear();
      this.#accepted.set(token, { rules, claims, untilMilliseconds: (payload.exp ?? 0) * 1000 });
      return { ok: true, claims };
    } catch (thrown) {
      if (thrown instanceof errors.JWTExpired) return invalid("it has expired", "token-expired");
      if (thrown instanceof errors.JOSEError) return invalid("its signature, issuer or form is wrong");
      throw thrown;
    }
  }
}

function isMeantFor(payload: JWTPayload, audience: readonly string[]): boolean {
  const meant = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat();
  return meant.some((each) => typeof each === "string" && audience.includes(each));
}

function flatten(payload: JWTPayload): Claims {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, text(value)]));
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map(text).join(" ")}]`;
  return JSON.stringify(value) ?? "";
}

function invalid(reason: string, code = "unauthorized"): Authorized {
  const challenge = `Bearer scope="" error="invalid_token" error_description="the token is not valid: ${reason}"`;
  return unauthorized(`The bearer token is not accepted: ${reason}.`, code, challenge);
}

function unauthorized(detail: string, code = "unauthorized", challenge = "Bearer"): Authorized {
  return { ok: false, problem: { status: 401, code, detail, headers: { "www-authenticate": challenge } } };
}
