import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import {
  achievementCredential,
  statusListCredential,
} from "../../../shared/contract/certificate/credential-documents.ts";
import { issuerView } from "../../../shared/contract/certificate/issuer-document.ts";
import { publicJwk, signCredential, signingKeyFrom } from "../../../shared/credential/signing.ts";
import { encodedStatusList } from "../../../shared/credential/status-list.ts";
import { drawStatusPlace, placesInStatusList } from "../../../shared/domain/certificate/status-list.ts";
import { verifyAgain } from "../../support/second-verifier.ts";
import { verify } from "../../support/verifier.ts";
import { certificate } from "./claimed-certificate.ts";

const origin = "https://certrail.example";
const secrets = { current: "k".repeat(44), previous: "p".repeat(44) };
const now = "2026-12-01T10:02:03.456Z";
const keys = { current: signingKeyFrom(secrets.current), previous: signingKeyFrom(secrets.previous) };

const place = { list: "2026", index: 123_457 };
const twinsPlace = { list: "2026", index: 123_458 };
const made = {
  credential: signCredential(achievementCredential(certificate, place, origin), keys.current, origin),
  twin: signCredential(achievementCredential(certificate, twinsPlace, origin), keys.current, origin),
  former: signCredential(achievementCredential(certificate, place, origin), keys.previous, origin),
};

/** A stub for the network: the documents by URL. */
function offline(revoked: readonly number[], signing = keys.current): (url: string) => Promise<string> {
  const list = statusListCredential("2026", encodedStatusList(revoked), origin, now);
  const published = [keys.current, keys.previous].map((each) => publicJwk(each, origin));
  const documents = new Map([
    [list.id, signCredential(list, signing, origin)],
    [list.issuer.id, JSON.stringify(issuerView(origin, published))],
    ...published.map((jwk) => [jwk.kid, JSON.stringify(jwk)] as const),
  ]);
  return async (url) => documents.get(url) ?? Promise.reject(new Error(`nothing at ${url}`));
}

test("an independent verifier finds a credential good, offline, and tells its revoked twin apart", async () => {
  const fetch = offline([twinsPlace.index]);

  const good = await verify(made.credential, fetch, now);
  const twin = await verify(made.twin, fetch, now);

  expect([good.revoked, twin.revoked]).toEqual([false, true]);
  expect(good.credential).toMatchObject({ validUntil: "2028-11-22T09:30:00Z", iss: `${origin}/v1/issuer` });
});

test("a second verifier, with other libraries and by the issuer's own list of keys, says the same of each", async () => {
  const fetch = offline([twinsPlace.index]);

  const [good, twin] = [await verifyAgain(made.credential, fetch, now), await verifyAgain(made.twin, fetch, now)];

  expect([good.revoked, twin.revoked]).toEqual([false, true]);
  expect(good.credential.credentialSubject).toMatchObject({ achievement: { name: "ACP Cloud Computing" } });
});

test("a signed credential that is no achievement of Open Badges is refused", async () => {
  const whole = achievementCredential(certificate, place, origin);
  const { criteria, ...rest } = whole.credentialSubject.achievement;
  const without = { ...whole, credentialSubject: { ...whole.credentialSubject, achievement: rest } };
  const signed = signCredential(without, keys.current, origin);

  expect(criteria).toHaveProperty("narrative");
  await expect(verifyAgain(signed, offline([]), now)).rejects.toThrow("criteria");
});

test("a credential that was signed before the key changed still verifies", async () => {
  expect((await verify(made.former, offline([]), now)).revoked).toBe(false);
  expect((await verify(made.former, offline([place.index], keys.previous), now)).revoked).toBe(true);
});

test("a credential that was altered, ended, not begun, or signed by another key is refused", async () => {
  const [header = "", payload = "", signature = ""] = made.credential.split(".");
  const altered = JSON.parse(Buffer.from(payload, "base64url").toString());
  altered.credentialSubject.identifier[0].identityHash = "Somebody else";
  const forged = [header, Buffer.from(JSON.stringify(altered)).toString("base64url"), signature].join(".");
  const foreign = signingKeyFrom("f".repeat(44));
  const claiming = { ...foreign, id: keys.current.id };
  const borrowed = signCredential(achievementCredential(certificate, place, origin), claiming, origin);

  for (const each of [forged, borrowed]) {
    await expect(verify(each, offline([]), now)).rejects.toThrow("signature verification failed");
    await expect(verifyAgain(each, offline([]), now)).rejects.toThrow("the signature is wrong");
  }
  await expect(verify(made.credential, offline([]), "2028-11-22T09:30:00Z")).rejects.toThrow('"exp"');
  await expect(verify(made.credential, offline([]), "2026-11-22T09:29:59Z")).rejects.toThrow('"nbf"');
  for (const outside of ["2028-11-22T09:30:00Z", "2026-11-22T09:29:59Z"]) {
    await expect(verifyAgain(made.credential, offline([]), outside)).rejects.toThrow("not valid at this time");
  }
});

test("an old status list is not good for more than a day", async () => {
  const aDayLater = "2026-12-02T10:00:00.000Z";

  await expect(verify(made.credential, offline([]), aDayLater)).rejects.toThrow("Could not load");
});

const kept = (name: string) =>
  readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "credentials", name), "utf8").trim();

test("a secret gives the same key, and a certificate the same credential, to the byte, for ever", () => {
  expect([made.credential, made.twin]).toEqual([kept("credential.jwt"), kept("revoked.jwt")]);
  expect([keys.current, keys.previous].map((each) => publicJwk(each, origin))).toEqual(JSON.parse(kept("keys.json")));
});

test("what is kept of all that verifies from the kept keys and the kept list alone", async () => {
  const published = z.array(z.object({ kid: z.string() }).loose()).parse(JSON.parse(kept("keys.json")));
  const fetch = async (url: string) => {
    const jwk = published.find(({ kid }) => kid === url);
    return jwk === undefined ? kept("status-list.jwt") : JSON.stringify(jwk);
  };

  expect((await verify(kept("credential.jwt"), fetch, now)).revoked).toBe(false);
  expect((await verify(kept("revoked.jwt"), fetch, now)).revoked).toBe(true);
});

test("a list has room for a million, shows each place in its own bit, and is small while few are revoked", () => {
  const encoded = [[], [0], [placesInStatusList - 1], Array.from({ length: 1_000 }, (_, each) => each * 1_000)].map(
    (revoked) => encodedStatusList(revoked),
  );

  expect(placesInStatusList).toBeGreaterThanOrEqual(131_072);
  expect(new Set(encoded).size).toBe(4);
  for (const each of encoded) expect(each).toMatch(/^u[\w-]{20,5000}$/);
});

test("places are drawn over the whole list of the year of the claim", () => {
  const drawn = (bytes: number[]) => drawStatusPlace("2026-11-22T09:30:00.000Z", () => Uint8Array.from(bytes));

  expect(drawn([0, 0, 0])).toEqual({ list: "2026", index: 0 });
  expect(drawn([0x0f, 0xff, 0xff])).toEqual({ list: "2026", index: placesInStatusList - 1 });
  expect(drawn([0xf1, 0x02, 0x03])).toEqual({ list: "2026", index: 0x01_02_03 });
});
