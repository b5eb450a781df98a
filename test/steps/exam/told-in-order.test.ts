import { describe, expect, test } from "vitest";
import { absences, applied, moves, results } from "./told-histories.ts";
import { endOf, everyWay, said } from "./told-in-order.ts";

/** One way has more moves than a history keeps. */
const counts = (way: string) => (way === "a registration at Prometric" ? 300 : 59);

describe.each(everyWay)("%s", (way, scene) => {
  test.each([...moves, ...absences, ...results])("%s", async (_, history, answers, places, passes) => {
    const prepared = await scene(history);

    const told: string[] = [];
    for (const report of prepared.reports) told.push(await said(report));

    expect(told).toEqual(answers);
    expect(await endOf(prepared)).toEqual({ places, passes });
  });

  test(`one booking and ${counts(way)} moves, and the result counts`, async () => {
    const count = counts(way);
    const numbered = (number: string, of: number) => `${number}${String(of).padStart(3, "0")}`;
    const prepared = await scene(({ numbers: { a }, placing, result }) => [
      ["appointment.booked", 20, placing(numbered(a, 0), 28)],
      ...Array.from({ length: count }, (_, at) => {
        const more = { previousConfirmationNumber: numbered(a, at) };
        return ["appointment.rescheduled", 21 + at / 100, placing(numbered(a, at + 1), 28, more)] as const;
      }),
      ["result.reported", 28, result("R", "pass", 28, { confirmationNumber: numbered(a, count) })],
    ]);

    const told: string[] = [];
    for (const report of prepared.reports) told.push(await said(report));

    expect(told).toEqual(Array.from({ length: count + 2 }, () => applied));
    expect((await endOf(prepared)).passes).toBe(1);
  });
});
