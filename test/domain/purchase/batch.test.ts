import { describe, expect, test } from "vitest";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import {
  type Batch,
  batchCodesExpireAt,
  batchStatus,
  issuePart,
  orderBatch,
} from "../../../shared/domain/purchase/batch.ts";
import { acceptedBy, certification, refusalOf } from "../given.ts";

const orderedAt = "2028-02-29T12:00:00.000Z";
const acp = { edition: "single-subject", certificationId: "acp-cloud-computing" } as const;

function request(coverage: Batch["coverage"], quantity = 200) {
  return { batchId: "bat_1", label: "University", coverage, quantity, orderedBy: "sam" };
}

function general(...levels: string[]) {
  return request({ edition: "general-purpose", levels });
}

function batch(quantity: number): Batch {
  return acceptedBy(orderBatch(request(acp, quantity), certification("acp"), programme, orderedAt));
}

/** Issues a batch part by part, one hour after the other. */
function issueAll(ordered: Batch) {
  const parts: ReturnType<typeof issuePart>[] = [];
  let drawn = 0;
  for (let at = ordered; batchStatus(at) === "running" && parts.length < 1_100; ) {
    const hour = String(parts.length % 24).padStart(2, "0");
    const part = issuePart(at, () => `EDU-${++drawn}`, `2028-03-01T${hour}:00:00.000Z`);
    parts.push(part);
    at = part.batch;
  }
  return parts;
}

describe("ordering a batch", () => {
  test("keeps what was ordered, by whom, when and under which rules; nothing is issued yet", () => {
    expect(batch(200)).toEqual({
      batchId: "bat_1",
      label: "University",
      coverage: acp,
      quantity: 200,
      issued: 0,
      orderedBy: "sam",
      orderedAt: "2028-02-29T12:00:00.000Z",
      programmeVersion: 1,
    });
  });

  const retired = certification("acp", { endOfLifeAt: "2028-06-01T00:00:00.000Z" });
  test.each([
    ["for an unknown subject", request(acp), undefined, orderedAt, "certification-not-found"],
    [
      "for a subject a millisecond before its end of life",
      request(acp),
      retired,
      "2028-05-31T23:59:59.999Z",
      "accepted",
    ],
    ["for a subject at its end of life", request(acp), retired, "2028-06-01T00:00:00.000Z", "certification-retired"],
    ["for ACE as a single subject", request(acp), certification("ace"), orderedAt, "accepted"],
    ["for the levels that take it", general("clouder", "aca", "acp"), undefined, orderedAt, "accepted"],
    [
      "for ACE with general-purpose codes",
      general("ace"),
      undefined,
      orderedAt,
      "authorization-code-edition-not-allowed",
    ],
    ["for ACE among others", general("aca", "ace"), undefined, orderedAt, "authorization-code-edition-not-allowed"],
  ])("%s is $4", (_, wanted, subject, now, answer) => {
    expect(refusalOf(orderBatch(wanted, subject, programme, now))).toBe(answer);
  });
});

describe("issuing a batch", () => {
  test.each([
    [1, [1]],
    [97, [97]],
    [98, [98]],
    [99, [98, 1]],
    [200, [98, 98, 4]],
  ])("of %d codes takes parts of %j", (quantity, sizes) => {
    expect(issueAll(batch(quantity)).map(({ codes }) => codes.length)).toEqual(sizes);
  });

  test("of 100,000 codes issues each of them once", () => {
    const codes = issueAll(batch(100_000)).flatMap((part) => part.codes.map(({ code }) => code));
    expect(codes).toHaveLength(100_000);
    expect(new Set(codes).size).toBe(100_000);
  });

  test("counts what was issued, and is complete with its last part only", () => {
    const after = issueAll(batch(200)).map((part) => part.batch);
    expect(after.map(({ issued, completedAt }) => [issued, completedAt])).toEqual([
      [98, undefined],
      [196, undefined],
      [200, "2028-03-01T02:00:00.000Z"],
    ]);
    expect(after.map(batchStatus)).toEqual(["running", "running", "complete"]);
  });

  test("gives all codes the same end, counted from the order and not from their part", () => {
    const codes = issueAll(batch(200)).flatMap((part) => part.codes);
    expect(new Set(codes.map(({ purchasedAt }) => purchasedAt))).toEqual(new Set(["2028-02-29T12:00:00.000Z"]));
    expect(new Set(codes.map(({ expiresAt }) => expiresAt))).toEqual(new Set(["2029-02-28T12:00:00.000Z"]));
    expect(batchCodesExpireAt(batch(200))).toBe("2029-02-28T12:00:00.000Z");
  });

  test("gives codes that nobody owns, for what the batch covers", () => {
    const [part] = issueAll(batch(1));
    expect(part?.codes).toEqual([
      {
        code: "EDU-1",
        coverage: acp,
        programmeVersion: 1,
        source: { kind: "batch", id: "bat_1" },
        state: "issued",
        purchasedAt: "2028-02-29T12:00:00.000Z",
        expiresAt: "2029-02-28T12:00:00.000Z",
      },
    ]);
  });
});
