/** A seeded source of randomness (mulberry32): the same seed draws the same numbers on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 0x9e37_79b9) >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b_79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number in [least, most]. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(of: readonly T[]): T | undefined {
    return of[this.int(0, of.length - 1)];
  }

  /** A name, drawn by its weight. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T | undefined {
    const names = Object.keys(weights).filter((name): name is T => name in weights);
    let left = this.next() * names.reduce((sum, name) => sum + weights[name], 0);
    return names.find((name) => {
      left -= weights[name];
      return left < 0;
    });
  }

  shuffled<T>(of: readonly T[]): T[] {
    return of
      .map((value) => ({ value, at: this.next() }))
      .sort((one, other) => one.at - other.at)
      .map(({ value }) => value);
  }
}
