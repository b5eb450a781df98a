/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to, not including, `limit`. */
export function below(limit: number, draw: Random): number {
  return Math.floor(draw() * limit);
}

/** The same elements in a drawn order. */
export function shuffled<T>(things: readonly T[], draw: Random): T[] {
  return things
    .map((thing) => ({ thing, place: draw() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing);
}

/** One element. */
export function oneOf<T>(things: readonly [T, ...T[]], draw: Random): T {
  return things[below(things.length, draw)] ?? things[0];
}
