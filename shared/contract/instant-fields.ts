import * as z from "zod";
import { type Instant, instantOf } from "../domain/instant.ts";

const earliest = Date.parse("0001-01-01T00:00:00Z");
const latest = Date.parse("9998-12-31T23:59:59.999Z");

export const anyOffset = "RFC 3339, with any offset";

/** RFC 3339 with any offset, converted to UTC. */
export const instantInput = z.iso
  .datetime({ offset: true })
  .meta({ examples: ["2026-11-22T09:30:00Z"] })
  .transform((value, context): Instant => {
    const milliseconds = Date.parse(value);
    if (milliseconds >= earliest && milliseconds <= latest) return instantOf(milliseconds);
    context.addIssue({ code: "custom", message: "is not an instant of the years 1 to 9998" });
    return z.NEVER;
  })
  .meta({ description: anyOffset });

export const instant = z.iso
  .datetime()
  .meta({ id: "Instant", description: "RFC 3339 in UTC", examples: ["2026-11-22T09:30:00.000Z"] });
