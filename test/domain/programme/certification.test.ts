import { describe, expect, test } from "vitest";
import {
  type Certification,
  type CertificationEntry,
  certificationStatus,
  onSale,
  publish,
} from "../../../shared/domain/programme/certification.ts";
import { acceptedBy, certification, refusalOf } from "../given.ts";

const endOfSaleAt = "2027-06-01T00:00:00.000Z";
const endOfLifeAt = "2028-06-01T00:00:00.000Z";
const both = { endOfSaleAt, endOfLifeAt };

function publishing(current: Certification | undefined, entered: CertificationEntry, now: string) {
  return publish({ current, taken: [] }, entered, now);
}

function entry(fields: object) {
  const { published: _, ...content } = certification("acp");
  return { ...content, status: "published" as const, ...fields };
}

describe("a certification's status", () => {
  test.each([
    ["has no end", {}, "9999-12-31T23:59:59.999Z", "published"],
    ["is sold until its end of sale", both, "2027-05-31T23:59:59.999Z", "published"],
    ["is not sold at its end of sale", both, "2027-06-01T00:00:00.000Z", "end-of-sale"],
    ["is not sold after its end of sale", both, "2027-06-01T00:00:00.001Z", "end-of-sale"],
    ["lives until its end of life", both, "2028-05-31T23:59:59.999Z", "end-of-sale"],
    ["is retired at its end of life", both, "2028-06-01T00:00:00.000Z", "end-of-life"],
    ["is retired after its end of life", both, "2028-06-01T00:00:00.001Z", "end-of-life"],
    ["may end its life without an end of sale", { endOfLifeAt }, "2028-05-31T23:59:59.999Z", "published"],
    ["is retired without an end of sale, too", { endOfLifeAt }, "2028-06-01T00:00:00.000Z", "end-of-life"],
    ["is a draft while it is not published", { published: false }, "2027-01-01T00:00:00.000Z", "draft"],
    ["is a draft, whatever its ends", { published: false, ...both }, "2029-01-01T00:00:00.000Z", "draft"],
  ])("%s: with %j it is at %s %s", (_, fields, now, status) => {
    expect(certificationStatus(certification("acp", fields), now)).toBe(status);
  });
});

describe("a certification is on sale", () => {
  test.each([
    ["published", {}, "2027-01-01T00:00:00.000Z", "accepted"],
    ["published, one millisecond before its end of sale", both, "2027-05-31T23:59:59.999Z", "accepted"],
    ["published, at its end of sale", both, "2027-06-01T00:00:00.000Z", "certification-not-on-sale"],
    ["retired", both, "2028-06-01T00:00:00.000Z", "certification-not-on-sale"],
    ["a draft, which nobody may know of", { published: false }, "2027-01-01T00:00:00.000Z", "certification-not-found"],
    ["a draft past its ends", { published: false, ...both }, "2029-01-01T00:00:00.000Z", "certification-not-found"],
  ])("or not, when it is %s", (_, fields, now, answer) => {
    expect(refusalOf(onSale(certification("acp", fields), now))).toBe(answer);
  });

  test("never, when there is none", () => {
    expect(refusalOf(onSale(undefined, "2027-01-01T00:00:00.000Z"))).toBe("certification-not-found");
  });
});

describe("publishing", () => {
  const now = "2027-01-01T00:00:00.000Z";

  test.each([
    ["draft", "draft"],
    ["published", "published"],
    ["end-of-sale", "end-of-sale"],
    ["end-of-life", "end-of-life"],
  ] as const)("as %s takes effect at once", (status, expected) => {
    expect(certificationStatus(acceptedBy(publishing(undefined, entry({ status }), now)), now)).toBe(expected);
  });

  test("keeps the content that is stated, and gives each exam its series code, and replaces what was there", () => {
    const current = certification("acp", { title: "Old", description: "Old", endOfSaleAt });
    const changed = acceptedBy(publishing(current, entry({ title: "New" }), now));
    expect(changed).toEqual({
      certificationId: "acp-cloud-computing",
      level: "acp",
      title: "New",
      materials: [],
      exams: [{ exam: "written", seriesCode: "ACP-CLOUD-COMPUTING-WRITTEN" }],
      price: { amount: 12_000, currency: "USD" },
      published: true,
    });
  });

  test("cannot change the level, since codes were sold for it", () => {
    const current = certification("acp");
    expect(refusalOf(publishing(current, entry({ level: "aca" }), now))).toBe("certification-level-is-fixed");
    expect(refusalOf(publishing({ ...current, published: false }, entry({ level: "aca" }), now))).toBe(
      "certification-level-is-fixed",
    );
    expect(refusalOf(publishing(current, entry({ level: "acp" }), now))).toBe("accepted");
  });

  test("does not make a draft of what is published, since codes and certificates name it", () => {
    const current = certification("acp", both);
    expect(refusalOf(publishing(current, entry({ status: "draft" }), now))).toBe("certification-already-published");
    expect(refusalOf(publishing({ ...current, published: false }, entry({ status: "draft" }), now))).toBe("accepted");
  });

  test("with instants to come leaves the certification on sale until then", () => {
    const published = acceptedBy(publishing(undefined, entry(both), now));
    expect(published).toMatchObject({ published: true, ...both });
  });

  test.each([
    ["now, when no instant is known", {}, undefined, { endOfSaleAt: "2027-01-01T00:00:00.000Z" }],
    [
      "now, when the stated instant is to come",
      { endOfSaleAt },
      undefined,
      { endOfSaleAt: "2027-01-01T00:00:00.000Z" },
    ],
    [
      "at the stated instant, when that has passed",
      { endOfSaleAt: "2026-12-31T23:59:59.999Z" },
      undefined,
      { endOfSaleAt: "2026-12-31T23:59:59.999Z" },
    ],
    [
      "when it already did, and is not moved by saying it again",
      {},
      "2026-10-01T00:00:00.000Z",
      { endOfSaleAt: "2026-10-01T00:00:00.000Z" },
    ],
  ])("as end-of-sale ends the sale %s", (_, stated, before, expected) => {
    const current = before === undefined ? undefined : certification("acp", { endOfSaleAt: before });
    const changed = acceptedBy(publishing(current, entry({ status: "end-of-sale", ...stated }), now));
    expect(changed).toMatchObject(expected);
    expect(changed.endOfLifeAt).toBeUndefined();
  });

  test("as end-of-life ends the sale and the life, each when it first ended", () => {
    const current = certification("acp", { endOfSaleAt: "2026-10-01T00:00:00.000Z" });
    const retired = acceptedBy(publishing(current, entry({ status: "end-of-life" }), now));
    expect(retired).toMatchObject({
      endOfSaleAt: "2026-10-01T00:00:00.000Z",
      endOfLifeAt: "2027-01-01T00:00:00.000Z",
    });
    const again = acceptedBy(publishing(retired, entry({ status: "end-of-life" }), "2027-02-01T00:00:00.000Z"));
    expect(again).toEqual(retired);
  });
});
