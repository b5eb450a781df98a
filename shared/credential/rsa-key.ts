import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from "node:crypto";

const publicExponent = 65_537n;
const primeBytes = 128;

/**
 * An RSA key of 2048 bits from a secret, so that only the secret is kept. The primes are the first two of SHAKE256 over
 * the secret and a counter, tested by OpenSSL. Takes tenths of a second.
 */
export function rsaKeyFrom(secret: string): KeyObject {
  const primes: bigint[] = [];
  for (let counter = 0; primes.length < 2; counter += 1) {
    const candidate = createHash("shake256", { outputLength: primeBytes })
      .update(`certrail credential key ${counter}\0${secret}`)
      .digest();
    candidate.writeUInt8(candidate.readUInt8(0) | 0xc0, 0);
    candidate.writeUInt8(candidate.readUInt8(primeBytes - 1) | 1, primeBytes - 1);
    const prime = BigInt(`0x${candidate.toString("hex")}`);
    if (prime % publicExponent !== 1n && checkPrimeSync(candidate)) primes.push(prime);
  }
  const [p = 0n, q = 0n] = primes;
  const d = inverse(publicExponent, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: publicExponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const parts = Object.entries(numbers).map(([name, value]) => [name, base64url(value)]);
  return createPrivateKey({ key: { kty: "RSA", ...Object.fromEntries(parts) }, format: "jwk" });
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [old, remainder] = [value % modulus, modulus];
  let [factor, next] = [1n, 0n];
  while (remainder !== 0n) {
    const quotient = old / remainder;
    [old, remainder] = [remainder, old - quotient * remainder];
    [factor, next] = [next, factor - quotient * next];
  }
  return ((factor % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex").toString("base64url");
}
