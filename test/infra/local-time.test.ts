import { expect, test } from "vitest";
import { after } from "../../infra/local/host/duration.ts";

test.each([
  ["2026-11-22T10:00:00.000Z", "P1Y", "2027-11-22T10:00:00.000Z"],
  ["2028-02-29T23:59:59.999Z", "P1Y", "2029-02-28T23:59:59.999Z"],
  ["2028-02-29T00:00:00.000Z", "P4Y", "2032-02-29T00:00:00.000Z"],
  ["2027-01-31T00:00:00.000Z", "P1M", "2027-02-28T00:00:00.000Z"],
  ["2026-12-15T00:00:00.000Z", "P1Y2M3DT4H5M6.007S", "2028-02-18T04:05:06.007Z"],
  ["2026-11-22T10:00:00.000Z", "P2W", "2026-12-06T10:00:00.000Z"],
  ["2026-11-22T10:00:00.000Z", "PT.001S", "2026-11-22T10:00:00.001Z"],
  ["2026-11-22T10:00:00.000Z", "PT0.5S", "2026-11-22T10:00:00.500Z"],
  ["2026-11-22T10:00:00.000Z", "PT0S", "2026-11-22T10:00:00.000Z"],
])("%s and %s is %s", (from, duration, to) => {
  expect(new Date(after(Date.parse(from), duration) ?? Number.NaN).toISOString()).toBe(to);
});

test.each([
  "",
  "P",
  "PT",
  "P1",
  "1Y",
  "P1YT",
  "PT1Y",
  "P1H",
  "P-1D",
  "-P1D",
  "P1.5D",
  "PT1.0001S",
  "P1D1Y",
  "p1d",
  " P1D",
])("%j is no duration", (text) => {
  expect(after(0, text)).toBeUndefined();
});
