const kept = 1_000;

/** Runs the work of one key once. Repeated and concurrent calls get the first outcome. */
export class Once<T> {
  readonly #outcomes = new Map<string, Promise<T>>();

  /** Forgets a refusal, so that a corrected form can be sent with the same key. */
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
