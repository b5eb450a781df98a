const kept = 1_000;

/** Lets what carries one name happen once: whoever asks again, also at the same time, gets the first outcome. */
export class Once<T> {
  readonly #outcomes = new Map<string, Promise<T>>();

  /** A refusal is not kept: what was corrected may be sent again under the same name. */
  async run(name: string | undefined, work: () => Promise<T>): Promise<T> {
    if (name === undefined) return await work();
    const known = this.#outcomes.get(name);
    if (known !== undefined) return await known;
    const outcome = work();
    this.#outcomes.set(name, outcome);
    const [oldest] = this.#outcomes.keys();
    if (this.#outcomes.size > kept && oldest !== undefined) this.#outcomes.delete(oldest);
    try {
      return await outcome;
    } catch (thrown) {
      this.#outcomes.delete(name);
      throw thrown;
    }
  }
}
