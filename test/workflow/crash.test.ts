import { expect, test } from "vitest";
import { crash } from "../crash/cycles.ts";

const minutes = 60_000;

test(
  "after 8 kills of host and engine under load, nothing acknowledged is missing, doubled or half done",
  async () => {
    const counts = await crash(8, () => undefined);

    expect(counts).toMatchObject({
      cycles: 8,
      acknowledgedButMissing: [],
      appliedTwice: [],
      halfTransactions: [],
      blind: [],
      odd: [],
    });
    expect(counts.unanswered).toBeGreaterThan(0);
    // A journey is long: it has all that a candidate, a partner and staff do.
    expect(counts.journeys).toBeGreaterThan(3);
  },
  10 * minutes,
);
