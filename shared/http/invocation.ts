import type { Random } from "../domain/code.ts";
import type { Instant } from "../domain/instant.ts";
import type { Cost } from "../store/core/cost.ts";

/** What every step is handed from outside: time and randomness are arguments (R31). */
export type Invocation = {
  readonly now: Instant;
  readonly random: Random;
  readonly requestId: string;
  /** Where the API stands for its callers, e.g. `https://api.example.org`. */
  readonly origin: string;
  /** The address that the request came from. */
  readonly source: string;
  readonly cost: Cost;
};
