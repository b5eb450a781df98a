import type { Random } from "../domain/code.ts";
import type { Instant } from "../domain/instant.ts";
import type { Cost } from "../store/core/cost.ts";

/** Time and randomness are arguments of every step (R31). */
export type Invocation = {
  readonly now: Instant;
  readonly random: Random;
  readonly requestId: string;
  /** The public origin of the API, e.g. `https://api.example.org`. */
  readonly origin: string;
  /** The address of the front end, if the deployment names one. */
  readonly frontEnd?: string | undefined;
  /** The IP address of the caller. */
  readonly source: string;
  readonly cost: Cost;
};
