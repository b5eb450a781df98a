import { describe, expect, test } from "vitest";
import { awaited, dueSlot, filled, marked, released, settled } from "../../shared/store/core/slot.ts";

const came = "2026-11-22T09:30:00.000Z";
const later = "2026-11-23T09:30:00.000Z";

describe("a slot for which something waits", () => {
  test("is due from the instant at which its thing came, however often that is written again", () => {
    const first = filled(awaited<string>(undefined, "bnd_1"), "a result", came);
    const again = filled(first, "the same result, corrected", later);

    expect(first).toMatchObject({ thing: "a result", waiting: ["bnd_1"], cameAt: came });
    expect(again).toMatchObject({ thing: "the same result, corrected", waiting: ["bnd_1"], cameAt: came });
    expect(dueSlot(again)).toBe(came);
  });

  test("is due with reports alone, too", () => {
    expect(dueSlot(filled(marked<string>(undefined), "a booking", came))).toBe(came);
  });

  test("is due from the instant at which something else came that decides, and keeps that one", () => {
    const slot = awaited<string>(undefined, "bnd_1");

    expect(dueSlot(slot)).toBeUndefined();
    expect(dueSlot(released(slot, came))).toBe(came);
    expect(dueSlot(released(released(slot, came), later))).toBe(came);
    expect(dueSlot(filled(released(slot, came), "a result", later))).toBe(came);
  });

  test("is due no more once all have been settled, and due at once when another joins", () => {
    const due = filled(awaited(awaited<string>(undefined, "bnd_1"), "bnd_2"), "a result", came);

    expect(settled(due, ["bnd_1"]).waiting).toEqual(["bnd_2"]);
    const done = settled(due, ["bnd_1", "bnd_2"]);
    expect(dueSlot(done)).toBeUndefined();
    expect(dueSlot(awaited(done, "bnd_3"))).toBe(came);
  });

  test("names each that waits once", () => {
    expect(awaited(awaited<string>(undefined, "bnd_1"), "bnd_1").waiting).toEqual(["bnd_1"]);
  });
});

test("a slot for which nothing waits is not due, and keeps no instant", () => {
  expect(filled(undefined, "a result", came)).toEqual({ thing: "a result", waiting: [], reportsWait: undefined });
});
