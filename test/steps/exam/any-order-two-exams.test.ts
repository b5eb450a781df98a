import { expect, test } from "vitest";
import * as given from "../../support/given.ts";
import { oneEnd, orders } from "./any-order-ends.ts";
import { day } from "./any-order-scenes.ts";
import { bothExams } from "./any-order-two-exams.ts";

const [prometric, pearson] = ["prometric", "pearson-vue"] as const;

test.each([
  ["both at Prometric", { written: prometric, lab: prometric }, "claimable"],
  ["both at Pearson VUE", { written: pearson, lab: pearson }, "valid"],
  ["the written one at Prometric, the lab at Pearson VUE", { written: prometric, lab: pearson }, "valid"],
  ["the written one at Pearson VUE, the lab at Prometric", { written: pearson, lab: prometric }, "valid"],
] as const)(
  `${orders} orders of both exams of an ACE come to one end, and to one certificate: %s (R10, R14)`,
  async (_, at, status) => {
    const certificationId = await given.certification("ace");

    const { reports, standing } = await oneEnd((seed) => bothExams(at, certificationId, seed));

    expect(reports).toEqual(Array.from({ length: 9 }, () => ["applied", null]));
    expect(standing).toEqual([[status, day(29)]]);
  },
  600_000,
);
