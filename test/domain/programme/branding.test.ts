import { describe, expect, test } from "vitest";
import { unprintableIn } from "../../../shared/domain/printable.ts";
import { type Branding, brandText } from "../../../shared/domain/programme/branding.ts";
import { brandingFaults } from "../../../shared/domain/programme/branding-faults.ts";
import { contrast, readableOn } from "../../../shared/domain/programme/contrast.ts";
import { defaultBranding } from "../../../shared/domain/programme/default-branding.ts";
import { currentProgramme } from "../../../shared/domain/programme/default-programme.ts";
import { drawingIn } from "../../../shared/domain/programme/drawing.ts";
import { organizationOn } from "../../../shared/pages/sharing.ts";
import { guildBranding } from "../../fixtures/other-programme/branding.ts";

const svg = (inner: string, box = "0 0 10 10") =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${inner}</svg>`;
const dot = `<circle cx="5" cy="5" r="4" fill="#000000"/>`;

function withLogo(light: Branding["logo"]["light"]): Branding {
  return { ...defaultBranding, logo: { ...defaultBranding.logo, light } };
}

describe("a branding", () => {
  test.each([
    ["default", defaultBranding],
    ["other", guildBranding],
  ])("of the %s programme has no fault, and fonts for its signatories", (_, branding) => {
    expect(brandingFaults(branding)).toEqual([]);
    expect(unprintableIn(branding.signatories.map(({ name, title }) => name + title).join(""))).toEqual([]);
  });

  test.each<[string, Branding, string]>([
    ["no legal name", { ...defaultBranding, legalName: " " }, "legalName is empty"],
    [
      "an address without https",
      { ...defaultBranding, url: "http://a.example" },
      "url http://a.example is not an https address",
    ],
    ["a script for an address", { ...defaultBranding, url: "javascript:alert(1)" }, "url javascript:alert(1) is not"],
    [
      "no support address",
      { ...defaultBranding, supportAddress: "help" },
      "supportAddress help is not an e-mail address",
    ],
    [
      "no language",
      { ...defaultBranding, language: "english please" },
      "language english please is not a language tag",
    ],
    [
      "a pale primary colour",
      { ...defaultBranding, colours: { primary: "#8ab4f8", accent: "#b8862d" } },
      "colours.primary has a contrast of 2.11 to white; it needs 4.5",
    ],
    [
      "a pale accent",
      { ...defaultBranding, colours: { primary: "#123c69", accent: "#ffe08a" } },
      "colours.accent has a contrast of 1.29 to white; it needs 3",
    ],
    [
      "a named colour",
      { ...defaultBranding, colours: { primary: "navy", accent: "#b8862d" } },
      "colours.primary navy is not #rrggbb",
    ],
    [
      "four signatories",
      { ...defaultBranding, signatories: [1, 2, 3, 4].map((each) => ({ name: `N${each}`, title: "T" })) },
      "more than three signatories",
    ],
    [
      "a signatory without a name",
      { ...defaultBranding, signatories: [{ name: "", title: "T" }] },
      "signatories[0] has no name",
    ],
    [
      "a text with a strange place",
      { ...defaultBranding, texts: { earned: "as {grade}" } },
      "text earned has the unknown place {grade}; it knows level",
    ],
    [
      "a text with an empty place",
      { ...defaultBranding, texts: { earned: "as {}" } },
      "text earned has the unknown place {}",
    ],
    [
      "a name in place of LinkedIn's number",
      { ...defaultBranding, linkedInId: "cloud-practice" },
      "linkedInId cloud-practice is not the number of a page on LinkedIn",
    ],
    ["an empty text", { ...defaultBranding, texts: { lead: " " } }, "text lead is empty"],
    [
      "a link without its place",
      { ...defaultBranding, frontEnd: { invitation: "https://a.example/join" } },
      "frontEnd.invitation lacks {token}",
    ],
    [
      "a link with a strange place",
      { ...defaultBranding, frontEnd: { signIn: "https://a.example/{who}" } },
      "frontEnd.signIn has the unknown place {who}",
    ],
    ["a bitmap that is none", withLogo({ png: "R0lGODlhAQABAAAAACw=" }), "logo.light is not a PNG in Base64"],
    ["a heavy logo", withLogo({ svg: svg(dot.repeat(2000)) }), "logo.light has more than 49152 bytes"],
    ["a logo with a script", withLogo({ svg: svg("<script>alert(1)</script>") }), "it has <script>"],
    ["a logo with a handler", withLogo({ svg: svg(`<path d="M0 0" onload="x"/>`) }), "onload of <path> is not drawn"],
    ["a logo with text", withLogo({ svg: svg("<text>A</text>") }), "it has <text>"],
    [
      "a logo with a link as its colour",
      withLogo({ svg: svg(`<path d="M0 0" fill="url(https://a.example)"/>`) }),
      "fill “url(https://a.example)”",
    ],
    ["a logo that does not end", withLogo({ svg: svg(dot).replace("</svg>", "") }), "it has no shape, or does not end"],
    ["a logo without a size", withLogo({ svg: svg(dot, "0 0 0 10") }), "its viewBox is not"],
    ["an entity in a logo", withLogo({ svg: `<!DOCTYPE x>${svg(dot)}` }), "it cannot be read from “<!DOCTYPE"],
  ])("with %s has one fault", (_, branding, fault) => {
    const faults = brandingFaults(branding);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  test("says its own text where it has one, and ours elsewhere, with the places filled", () => {
    expect(brandText(defaultBranding, "earned", { level: "ACP" })).toContain("every exam of the ACP level");
    expect(brandText(guildBranding, "earned", { level: "$&" })).toBe(
      "jede Prüfung der Stufe $& bestanden hat, und zwar als",
    );
  });
});

test("LinkedIn is told the number of the organization's page where it is known, and else its name", () => {
  const named = { ...currentProgramme, name: "Guild" };
  expect(organizationOn(named)).toEqual({ organizationName: "Guild" });
  const branding = { ...defaultBranding, linkedInId: "1337" };
  expect(brandingFaults(branding)).toEqual([]);
  expect(organizationOn({ ...named, branding })).toEqual({ organizationId: "1337" });
});

test("contrast is as WCAG computes it, and a colour is only changed as far as it must be to be readable", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect(readableOn("#ffffff", "#123c69")).toBe("#123c69");
  expect(contrast(readableOn("#10161d", "#123c69"), "#10161d")).toBeGreaterThanOrEqual(4.5);
});

test("a shape has what its groups hand down, and what it states itself counts", () => {
  const drawing = drawingIn(
    svg(
      `<g fill="#ff0000" stroke-width="2"><g stroke="#00ff00"><rect x="1" y="1" width="2" height="2" fill="none"/></g></g>${dot}`,
    ),
  );
  expect(drawing).toEqual({
    width: 10,
    height: 10,
    shapes: [
      {
        name: "rect",
        attributes: { "stroke-width": "2", stroke: "#00ff00", x: "1", y: "1", width: "2", height: "2", fill: "none" },
      },
      { name: "circle", attributes: { cx: "5", cy: "5", r: "4", fill: "#000000" } },
    ],
  });
});
