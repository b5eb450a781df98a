import { randomUUID } from "node:crypto";
import { type Request, send } from "./caller.ts";
import type { Counted } from "./probe.ts";
import { type Code, certifications, freshCode } from "./rule.ts";
import type { Variant } from "./variant.ts";

export type Speed = {
  readonly name: string;
  /** Requests a second of each round. */
  readonly rates: readonly number[];
  /** Of all rounds, in milliseconds, in order. */
  readonly times: readonly number[];
};

type Measured = { readonly name: string; readonly rates: number[]; readonly times: number[] };

const atOnce = 8;

export function requestFor({ code, ownerId }: Code, key: string = randomUUID()): Request {
  return { account: ownerId, key, code, certificationId: certifications[0] ?? "" };
}

/** Rounds in which the variants take turns, each time beginning with another, after one round to warm up. */
export async function speeds(
  variants: readonly Variant[],
  rounds: number,
  requests: number,
): Promise<readonly Speed[]> {
  const measured: Measured[] = variants.map(({ name }) => ({ name, rates: [], times: [] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (let turn = 0; turn < variants.length; turn += 1) {
      const at = (turn + round) % variants.length;
      const [variant, into] = [variants[at], measured[at]];
      if (variant === undefined || into === undefined) continue;
      const { rate, times } = await oneRound(variant, requests);
      if (round === 0) continue;
      into.rates.push(rate);
      into.times.push(...times);
    }
    process.stderr.write(`round ${round} of ${rounds}\n`);
  }
  return measured.map(({ name, rates, times }) => ({ name, rates, times: times.sort((one, other) => one - other) }));
}

async function oneRound(variant: Variant, requests: number): Promise<{ rate: number; times: number[] }> {
  const codes = Array.from({ length: requests }, freshCode);
  await variant.seed(codes);
  const times: number[] = [];
  const left = [...codes];
  const begun = performance.now();
  const worker = async () => {
    for (let code = left.pop(); code !== undefined; code = left.pop()) {
      const sent = performance.now();
      const { status, body } = await send(variant.origin, requestFor(code));
      times.push(performance.now() - sent);
      if (status !== 201) throw new Error(`${variant.name} answers ${status}: ${body}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { rate: (requests / (performance.now() - begun)) * 1000, times };
}

export type Costs = { readonly redeemed: Counted; readonly replayed: Counted; readonly refused: Counted };

/** The cost of one redemption, of its repetition, and of a refusal. */
export async function costs(variant: Variant): Promise<Costs> {
  const code = freshCode();
  await variant.seed([code]);
  const cost = async (key: string, status: number) => {
    variant.probe.begin();
    const answer = await send(variant.origin, requestFor(code, key));
    if (answer.status !== status) throw new Error(`${variant.name} answers ${answer.status}, not ${status}`);
    return variant.probe.counted;
  };
  return { redeemed: await cost("one", 201), replayed: await cost("one", 201), refused: await cost("two", 409) };
}
