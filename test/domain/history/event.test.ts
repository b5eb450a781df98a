import { expect, test } from "vitest";
import { eventTypes, type Happening } from "../../../shared/domain/history/event.ts";

test("each type of event is recorded with its own data: the compiler refuses another's, and none where there must be", () => {
  const right: Happening[] = [
    { type: "order.cancelled" },
    { type: "certificate.revoked", data: { reason: "A slip" } },
    { type: "authorization-code.cancelled", data: {} },
    { type: "result.accepted", data: { occurredAt: "2026-11-22T09:30:00.000Z", outcome: "pass" } },
  ];
  const wrong: Happening[] = [
    // @ts-expect-error a revocation has its reason
    { type: "certificate.revoked" },
    // @ts-expect-error a cancelled order has nothing to tell
    { type: "order.cancelled", data: { reason: "A slip" } },
    // @ts-expect-error data of another type of event
    { type: "order.paid", data: { reason: "A slip" } },
    // @ts-expect-error no event of ours
    { type: "order.lost" },
  ];

  expect(right.every(({ type }) => eventTypes.includes(type))).toBe(true);
  expect(wrong.map(({ type }) => eventTypes.includes(type))).toEqual([true, true, true, false]);
});
