import { expect, test } from "vitest";
import type { PublicCertificate } from "../../../shared/domain/certificate/certificate.ts";
import { programme } from "../../../shared/domain/programme/programme-versions.ts";
import { badgeSvg } from "../../../shared/images/badge.ts";
import { cardSvg } from "../../../shared/images/card.ts";

const title = "Cloud Computing Professional";
const known = {
  certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-8",
  certification: { certificationId: "acp-cloud-computing", title, level: "acp" },
  claimedAt: "2026-12-03T08:00:00.000Z",
  validUntil: "2028-12-03T08:00:00.000Z",
};
const certificate: PublicCertificate = { ...known, holderName: "Ana Sá", state: "claimed" };

test("each level has an outline of its own, and as many filled marks as levels up to it", () => {
  const badges = programme.levels.map(({ level }) => badgeSvg({ title, level }));
  const outlines = badges.map((svg) => /id="form" d="([^"]+)"/.exec(svg)?.[1]);
  const filled = badges.map((svg) => svg.match(/href="#mark"[^>]* fill="#/g)?.length);

  expect(new Set(outlines).size).toBe(programme.levels.length);
  expect(filled).toEqual(programme.levels.map((_, rank) => rank + 1));
});

test("the badge of an expired or revoked certificate is faded on its card, and each status has its own colour", () => {
  const revokedAt = "2027-01-11T14:00:00.000Z";
  const cards = [
    cardSvg(certificate, "valid"),
    cardSvg(certificate, "expired"),
    cardSvg({ ...known, holderName: "Ana Sá", state: "revoked", revokedAt }, "revoked"),
  ];

  expect(cards.map((svg) => svg.includes('opacity="0.35"'))).toEqual([false, true, true]);
  expect(new Set(cards.map((svg) => /<circle[^>]* r="17" fill="(#\w+)"/.exec(svg)?.[1])).size).toBe(3);
});

test("a card says that somebody is certified only while that is so", () => {
  // One letter more stands below the name: "was" in place of "is".
  const [valid = 0, expired] = (["valid", "expired"] as const).map((status) => {
    const [, lead = ""] = /<g fill="#4a5866">(.*?)<\/g><\/g>/.exec(cardSvg(certificate, status)) ?? [];
    return lead.split("<use").length;
  });

  expect(valid).toBeGreaterThan(10);
  expect(expired).toBe(valid + 1);
});

test("a name that no font of ours has is left off a card, as a hidden one is; a box is never drawn", () => {
  const unprintable = cardSvg({ ...certificate, holderName: "Ana 😀" }, "valid");

  expect(unprintable).toBe(cardSvg({ ...known, hidden: true, state: "claimed" }, "valid"));
});

test.each(["Li", "王小明", "محمد الفارسي", "สมชาย ใจดี", `Ana ${"Figueiredo ".repeat(10)}Sá`])(
  "a card has the name %s in outlines of glyphs, and none of them is missing",
  (holderName) => {
    const svg = cardSvg({ ...certificate, holderName }, "valid");

    expect(svg).not.toMatch(/<text|href="#[a-zA-Z]+0"/);
    expect(svg).not.toBe(cardSvg({ ...certificate, holderName: "Ana Sá" }, "valid"));
  },
);
