import { describe, expect, test } from "vitest";
import type { PublicCertificate } from "../../shared/domain/certificate/certificate.ts";
import { invitationPage } from "../../shared/pages/invitation.ts";
import type { Page } from "../../shared/pages/page.ts";
import { refusalPage } from "../../shared/pages/refusal-page.ts";
import { verificationPage } from "../../shared/pages/verification.ts";
import { noCertificatePage, verifyForm } from "../../shared/pages/verify-form.ts";
import { auditInBothSchemes, complaintsOf, openPage } from "../support/browser.ts";
import { served } from "../support/served-pages.ts";

const number = "CRT-7F3K-9QXW-2M8T-R5VN-Q";
const certification = { certificationId: "acp-cloud-computing", title: "ACP Cloud Computing", level: "acp" };
const dates = { claimedAt: "2026-11-22T09:30:00.000Z", validUntil: "2028-11-22T09:30:00.000Z" };
const holderName = "ليلى García Õ'Brien 王小明";
const claimed = { certificateNumber: number, certification, ...dates, state: "claimed" } as const;
const revoked = { ...claimed, state: "revoked", revokedAt: "2026-11-30T00:00:00.000Z" } as const;

const now = "2026-12-01T10:00:00.000Z";
const ended = "2029-01-01T00:00:00.000Z";
const catalogued = {
  published: true,
  description: "Design, run and secure systems on a cloud platform.",
  criteria: "Pass an exam of 120 minutes on the design and the operation of systems on a cloud platform.",
  skills: ["Cloud architecture", "High availability", "Network design"],
  alignment: [
    {
      targetName: "Design of cloud services",
      targetUrl: "https://frameworks.example.org/skills/cloud-design",
      targetFramework: "Framework of Skills",
      targetCode: "CD-4",
    },
    { targetName: "Architecture", targetUrl: "https://other.example.org/architecture" },
  ],
};
/** Each a single word, as long as the catalogue takes. */
const unbroken = {
  published: true,
  description: "Datenverarbeitung".repeat(20),
  criteria: "Prüfungsordnung".repeat(20),
  skills: ["Netzwerk".repeat(7)],
  alignment: [
    {
      targetName: "Kompetenz".repeat(20),
      targetUrl: "https://frameworks.example.org/skills",
      targetFramework: "Rahmenwerk".repeat(20),
      targetCode: "C".repeat(100),
    },
  ],
};
const shown = (of: PublicCertificate, at = now, entry = catalogued) =>
  verificationPage(of, { origin: "https://certs.example.org", now: at, catalogued: entry });

const certificates = {
  valid: shown({ ...claimed, holderName }),
  expired: shown({ ...claimed, holderName }, ended),
  revoked: shown({ ...revoked, holderName }),
  hidden: shown({ ...claimed, hidden: true }),
  long: shown({ ...claimed, holderName: "Maximiliane".repeat(11) }, now, unbroken),
};
const invitation = {
  token: "9f1c3a5e7b9d1f3a5c7e9b1d3f5a7c9e",
  organizationId: "org_1",
  createdBy: "mia",
  createdAt: claimed.claimedAt,
  expiresAt: claimed.validUntil,
  uses: 0,
};
const pages: Readonly<Record<string, Page>> = {
  ...certificates,
  form: verifyForm("https://certs.example.org"),
  "not-found": noCertificatePage("CRT-7F3K", { mistake: "too-short", symbols: 4 }),
  "not-found-zh": noCertificatePage("CRT-7F3K", { mistake: "too-short", symbols: 4 }, ["zh-CN"]),
  "refusal-zh": refusalPage("not-found", "0d7f9a51-5a55-4c0e-8b3c-4a2f9a0b1c2d", { languages: ["zh-CN"] }),
  invitation: invitationPage(invitation, { name: "Harbour & Sons" }, undefined, []),
  "invitation-zh": invitationPage(invitation, { name: "Harbour & Sons" }, "https://app.example.org/join", ["zh-CN"]),
  refusal: refusalPage("too-many-attempts", "0d7f9a51-5a55-4c0e-8b3c-4a2f9a0b1c2d", { retryAfter: 1800 }),
};

/** An earlier version took such names. */
const towers: Readonly<Record<string, Page>> = {
  "without-tower": shown({ ...claimed, holderName: "Ana" }),
  tower: shown({ ...claimed, holderName: `A${"\u0301".repeat(80)}na` }),
};

const badge = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><circle cx="300" cy="300" r="290" fill="#123c69"/></svg>`;
const asked: string[] = [];
const origin = await served((path) => {
  asked.push(path);
  return path === "/badges/acp-cloud-computing.svg"
    ? { body: badge, headers: { "content-type": "image/svg+xml" } }
    : { ...pages, ...towers }[path.slice(1)];
});

test("what is refused says when to come back", async () => {
  const opened = await openPage(`${origin}/refusal`);
  expect(await opened.getByText("Come back in 30 minutes.").isVisible()).toBe(true);
});

describe.each(Object.keys(pages))("the page of a verifier, %s", (state) => {
  test("has no fault that axe finds in either scheme, and loads nothing but the badge", async () => {
    const opened = await openPage(`${origin}/${state}`);

    expect(await auditInBothSchemes(opened)).toEqual([]);
    expect(complaintsOf(opened)).toEqual([]);
    const loaded = await opened.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)");
    const isCertificate = Object.keys(certificates).includes(state);
    expect(withoutData(loaded)).toEqual(isCertificate ? [`${origin}/badges/acp-cloud-computing.svg`] : []);
  });

  test.each([320, 375, 1280])("is read without a script, %i px wide without scrolling sideways", async (width) => {
    const options = { javaScriptEnabled: false, viewport: { width, height: 700 } };
    const opened = await openPage(`${origin}/${state}`, options);
    const overflowing = await opened.evaluate(
      "[...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > innerWidth).map(({ outerHTML }) => outerHTML)",
    );
    const { width: wide } = (await opened.locator("html").boundingBox()) ?? { width: 0 };

    expect([wide <= width, overflowing]).toEqual([true, []]);
    expect(await opened.locator("h1").count()).toBe(1);
  });

  test("has at most 15 KB without its pictures", () => {
    const body = pages[state]?.body ?? "";
    expect(Buffer.byteLength(body.replaceAll(/data:image\/[^"]*/g, ""))).toBeLessThanOrEqual(15_000);
  });
});

describe("a certificate's page", () => {
  test("says in words, before the holder's name, who issues it and whether it is valid", async () => {
    const opened = await openPage(`${origin}/valid`);
    const text = await opened.locator("body").innerText();
    const order = ["Cloud Practice Institute", "Valid", holderName, "ACP Cloud Computing", "Skills", number];

    const places = order.map((each) => text.indexOf(each));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    expect(text).toContain("This certificate is genuine and valid until 22 November 2028.");
  });

  test("draws no name over the state, however many marks its letters have", async () => {
    const drawn = await Promise.all(
      Object.keys(towers).map(async (state) => {
        const opened = await openPage(`${origin}/${state}`, { viewport: { width: 800, height: 900 } });
        return (await opened.locator(".status").screenshot()).toString("base64");
      }),
    );

    expect(drawn[1]).toBe(drawn[0]);
  });

  test("says to which skills of which frameworks the certification corresponds, and leads there", async () => {
    const opened = await openPage(`${origin}/valid`);
    const items = opened.locator("h3:has-text('Corresponds to') + ul li");

    expect(await items.allInnerTexts()).toEqual(["Design of cloud services Framework of Skills, CD-4", "Architecture"]);
    expect(await items.locator("a").first().getAttribute("href")).toBe(catalogued.alignment[0]?.targetUrl);
  });

  test("tells its states apart by shape, not by colour alone", () => {
    const shapes = ["valid", "expired", "revoked", "not-found"].map(
      (state) => /aria-hidden="true">(.*?)<\/svg>/s.exec(pages[state]?.body ?? "")?.[1],
    );
    expect(new Set(shapes.filter((each) => each !== undefined)).size).toBe(4);
  });

  test("on paper has the issuer, the state, the address and the number, and nothing to press", async () => {
    const opened = await openPage(`${origin}/valid`);
    await opened.emulateMedia({ media: "print", colorScheme: "dark" });

    for (const part of ["header", ".status", ".earned"]) expect(await opened.locator(part).isVisible()).toBe(true);
    const text = await opened.locator("body").innerText();
    expect(text).toContain(`https://certs.example.org/verify/${number}`);
    expect(text).not.toContain("Verify another certificate");
    expect(await opened.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
  });

  test("is shown by social networks with a picture at an absolute address, and without a hidden name", () => {
    const picture = `https://certs.example.org/verify/${number}/card.png`;
    expect(tags(certificates.valid)).toMatchObject({
      "og:title": `${holderName} is certified: ACP Cloud Computing`,
      "og:description":
        "Issued by Cloud Practice Institute on 22 November 2026. Open the page to see whether it is valid now.",
      "og:url": `https://certs.example.org/verify/${number}`,
      "og:site_name": "Cloud Practice Institute",
      "og:image": picture,
      "og:image:width": "1200",
      "og:image:height": "630",
      "og:image:alt": expect.stringContaining("ACP Cloud Computing"),
      "twitter:card": "summary_large_image",
    });
    expect(tags(certificates.revoked)["og:title"]).toBe(`Revoked: ${holderName}, ACP Cloud Computing`);
    expect(tags(certificates.hidden)).toMatchObject({
      "og:title": "A certificate of Cloud Practice Institute: ACP Cloud Computing",
      "og:image": picture,
    });
  });

  test("is in no search engine, by header and by tag, unless the programme wants that", () => {
    for (const { headers, body } of [certificates.valid, certificates.hidden, pages.form, pages["not-found"]].flatMap(
      (each) => each ?? [],
    )) {
      expect(headers["x-robots-tag"]).toBe("noindex");
      expect(body).toContain('<meta name="robots" content="noindex">');
    }
  });
});

test("the form has a label, keeps what was typed, and is sent by the keyboard alone", async () => {
  const opened = await openPage(`${origin}/not-found`, { javaScriptEnabled: false });
  const field = opened.getByLabel("Number of the certificate");
  expect(await field.inputValue()).toBe("CRT-7F3K");
  await field.fill("crt 7f3k");
  await field.press("Enter");
  await expect.poll(() => asked.at(-1)).toBe("/verify?number=crt+7f3k");
  expect(complaintsOf(opened)).toEqual([]);
});

function withoutData(names: unknown): string[] {
  return Array.isArray(names) ? names.map(String).filter((each) => !each.startsWith("data:")) : [];
}

function tags({ body }: Page): Record<string, string> {
  const found = body.matchAll(/<meta (?:property|name)="([^"]+)" content="([^"]*)">/g);
  return Object.fromEntries(
    Array.from(found, ([, name = "", content = ""]) => [name, content.replaceAll("&#39;", "'")]),
  );
}
