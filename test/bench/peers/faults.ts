import { randomUUID } from "node:crypto";
import { type Answered, persist } from "./caller.ts";
import type { Fault } from "./probe.ts";
import { type Code, freshCode } from "./rule.ts";
import { requestFor } from "./speed.ts";
import type { Variant } from "./variant.ts";

/** Divergences from the promise, by what went wrong. */
export type Divergences = {
  /** More callers than one were told that the code is theirs, or a caller was told a code that is not the stored one. */
  spentTwice: number;
  /** A key got two answers, or the one who redeemed the code is told that he may not. */
  changed: number;
  /** A redeemed code without exactly one audit row. */
  audits: number;
  /** No final answer after all tries. */
  silent: number;
  cases: number;
};

/** A killed process answers nothing: so long does the caller wait for it. */
const patienceMilliseconds = 200;

/** The faults: at each call of a redemption the process is killed before and after it, and the answer is lost. */
export async function underFaults(variant: Variant, calls: number, into: Divergences): Promise<void> {
  for (let call = 1; call <= calls; call += 1) {
    for (const as of ["killed-before", "killed-after", "lost"] as const) await oneFault(variant, { call, as }, into);
  }
}

async function oneFault(variant: Variant, fault: Fault, into: Divergences): Promise<void> {
  const code = freshCode();
  await variant.seed([code]);
  const asked = requestFor(code);
  variant.probe.begin(fault);
  const first = await persist(variant.origin, asked, patienceMilliseconds);
  variant.probe.begin();
  const again = await persist(variant.origin, asked, patienceMilliseconds);
  await judge(variant, code, [[first, again]], into);
}

/** Many at one code: each with a key of its own, and each of them retried once with the same key at the same time. */
export async function underRaces(variant: Variant, races: number, lossy: number, into: Divergences): Promise<void> {
  for (let race = 0; race < races; race += 1) {
    const code = freshCode();
    await variant.seed([code]);
    variant.probe.lossy = lossy;
    const keys = Array.from({ length: 4 }, () => randomUUID());
    const callers = keys.map(async (key) => {
      const asked = requestFor(code, key);
      return Promise.all([1, 2].map(() => persist(variant.origin, asked, 5_000)));
    });
    const answers = await Promise.all(callers);
    variant.probe.lossy = 0;
    await judge(variant, code, answers, into);
  }
}

/** `answers`: for each key its answers. */
async function judge(
  variant: Variant,
  { code }: Code,
  answers: readonly (readonly (Answered | undefined)[])[],
  into: Divergences,
): Promise<void> {
  into.cases += 1;
  const stored = await variant.stored(code);
  const told = answers.map((each) => each.filter((answer) => answer !== undefined));
  if (told.some((each, at) => each.length < (answers[at]?.length ?? 0))) into.silent += 1;
  const codes = told
    .flat()
    .filter(({ status }) => status === 201)
    .map(({ body }) => eligibilityCodeIn(body));
  const distinct = new Set(codes);
  if (distinct.size > 1 || [...distinct].some((each) => each !== stored.code.eligibilityCode)) into.spentTwice += 1;
  const differs = told.some((each) => new Set(each.map(({ status, body }) => `${status} ${body}`)).size > 1);
  const isDenied = stored.code.state === "redeemed" && distinct.size === 0;
  if (differs || isDenied) into.changed += 1;
  if (stored.code.state === "redeemed" && stored.audits !== 1) into.audits += 1;
}

function eligibilityCodeIn(body: string): string {
  return /"eligibilityCode":"([^"]+)"/.exec(body)?.[1] ?? "";
}

export function none(): Divergences {
  return { spentTwice: 0, changed: 0, audits: 0, silent: 0, cases: 0 };
}
