import type { RouteDefinition } from "../../assembly/api.ts";

type Bucket = { readonly tokens: number; readonly at: number };

/** API Gateway's throttle of routes with limits of their own: a token bucket for each. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();

  /** Whether the route takes one more request at `now` (milliseconds). Counts it, if so. */
  admits({ key, throttle }: RouteDefinition, now: number): boolean {
    if (throttle === undefined) return true;
    const { tokens, at } = this.#buckets.get(key) ?? { tokens: throttle.burst, at: now };
    const filled = Math.min(throttle.burst, tokens + (Math.max(0, now - at) / 1000) * throttle.requestsPerSecond);
    const isAdmitted = filled >= 1;
    this.#buckets.set(key, { tokens: isAdmitted ? filled - 1 : filled, at: now });
    return isAdmitted;
  }
}
