import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as given from "../../support/given.ts";
import { oneEnd, orders } from "./any-order-ends.ts";
import { histories, ofTwoCandidates } from "./any-order-histories.ts";
import { day, deliveredAt, ways } from "./any-order-scenes.ts";

describe.each(Object.entries(ways))("%s", (_, [level, prepare]) => {
  test.each(Object.entries(histories))(
    `${orders} orders come to one end, in which each report counts or not: %s (R14)`,
    async (_, [count, history]) => {
      const certificationId = await given.certification(level);

      const { reports } = await oneEnd((seed) => prepare(history, certificationId, seed));

      expect(reports.filter(([status]) => status === "applied")).toHaveLength(count);
      expect(reports.filter(([status]) => status === "waiting")).toEqual([]);
    },
    600_000,
  );
});

test(`${orders} orders of what two candidates book with one exam code come to one end (R12, R14)`, async () => {
  const [level, prepare] = ways["an exam code at Pearson VUE"];
  const certificationId = await given.certification(level);
  const own = randomUUID().slice(0, 13);

  const { reports } = await oneEnd(async (seed) => {
    const [candidateId, registrationId] = [`CAND-${own}-${seed}-`, `PV-${own}-${seed}-`];
    const another = { candidateId, registrationId };
    const scene = await prepare((centre) => ofTwoCandidates(another, centre), certificationId, seed);
    return { ...scene, drawn: { ...scene.drawn, candidateId, registrationId } };
  });

  expect(reports).toEqual([
    ["applied", null],
    ["parked", "booked-by-another-candidate"],
    ["applied", null],
    ["applied", null],
    ["applied", null],
  ]);
}, 600_000);

test("the reports of a history happen before they are delivered", () => {
  expect(day(30) < deliveredAt).toBe(true);
});
