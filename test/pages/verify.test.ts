import { describe, expect, test } from "vitest";
import { refusalPage } from "../../shared/pages/refusal-page.ts";
import { noCertificatePage, verificationPage } from "../../shared/pages/verification.ts";
import { audit, complaintsOf, openPage } from "../support/browser.ts";
import { served } from "../support/served-pages.ts";

const claimed = {
  certificateNumber: "CRT-7F3K-9QXW-2M8T-R5VN-Q",
  holderName: "ليلى García Õ'Brien 王小明",
  certification: { certificationId: "acp-cloud-computing", title: "ACP Cloud Computing", level: "acp" },
  claimedAt: "2026-11-22T09:30:00.000Z",
  validUntil: "2028-11-22T09:30:00.000Z",
};
const now = "2026-12-01T10:00:00.000Z";
const pages = {
  valid: verificationPage({ ...claimed, status: "valid" }, now),
  expired: verificationPage({ ...claimed, status: "expired" }, "2029-01-01T00:00:00.000Z"),
  revoked: verificationPage({ ...claimed, status: "revoked", revokedAt: "2026-11-30T00:00:00.000Z" }, now),
  unknown: noCertificatePage(),
} as const;

const refusal = refusalPage("too-many-attempts", "0d7f9a51-5a55-4c0e-8b3c-4a2f9a0b1c2d", 1800);
const shown = { ...pages, refusal };

const origin = await served((path) => Object.entries(shown).find(([name]) => path === `/${name}`)?.[1]);

test("what is refused is a page without a fault that axe finds, and says when to come back", async () => {
  const opened = await openPage(`${origin}/refusal`);

  expect(await audit(opened)).toEqual([]);
  expect(complaintsOf(opened)).toEqual([]);
  expect(await opened.getByText("Come back in 30 minutes.").isVisible()).toBe(true);
});

describe.each(Object.keys(pages))("the verification page, %s", (state) => {
  test.each(["light", "dark"] as const)(
    "has no fault that axe finds, and loads nothing, in %s",
    async (colorScheme) => {
      const opened = await openPage(`${origin}/${state}`, { colorScheme });
      expect(await audit(opened)).toEqual([]);
      expect(complaintsOf(opened)).toEqual([]);
    },
  );

  test("is read without a script, on a narrow screen without scrolling sideways, and on paper", async () => {
    const opened = await openPage(`${origin}/${state}`, {
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    });
    const { width } = (await opened.locator("html").boundingBox()) ?? { width: 0 };
    await opened.emulateMedia({ media: "print" });

    expect(width).toBeLessThanOrEqual(320);
    expect(await opened.locator(".status").isVisible()).toBe(true);
    expect(await opened.locator("header").isVisible()).toBe(false);
  });
});
