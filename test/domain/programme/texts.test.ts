import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Branding } from "../../../shared/domain/programme/branding.ts";
import { currentProgramme } from "../../../shared/domain/programme/default-programme.ts";
import type { Programme } from "../../../shared/domain/programme/programme.ts";
import { faultsOf } from "../../../shared/domain/programme/programme-faults.ts";
import { printedTexts } from "../../../shared/domain/programme/text-faults.ts";
import { versions } from "../../fixtures/other-programme/programme.ts";

const shared = join(import.meta.dirname, "..", "..", "..", "shared");

function branded(fields: Partial<Branding>): Programme {
  return { ...currentProgramme, branding: { ...currentProgramme.branding, ...fields } };
}

function signed(name: string, title: string): Programme {
  return branded({ signatories: [{ name, title }] });
}

function levelCalled(name: string): Programme {
  const [first, ...others] = currentProgramme.levels;
  return { ...currentProgramme, levels: first === undefined ? [] : [{ ...first, name }, ...others] };
}

describe("a programme's text", () => {
  const lacks = "has what no font of certificates has";

  test.each<[string, Programme, string]>([
    [
      "an emoji in the programme's name",
      { ...currentProgramme, name: "Cloud 🚀" },
      `the programme's name ${lacks}: 🚀 (U+1F680)`,
    ],
    ["an emoji in a level's name", levelCalled("Clouder ⭐"), `the name of level clouder ${lacks}: ⭐ (U+2B50)`],
    [
      "a signatory with an emoji",
      signed("Ana 👑", "Chair"),
      `branding: the name of signatories[0] ${lacks}: 👑 (U+1F451)`,
    ],
    [
      "a title with a box",
      signed("Ana", "Chair \u2612"),
      `branding: the title of signatories[0] ${lacks}: \u2612 (U+2612)`,
    ],
    [
      "an emoji on the sheet",
      branded({ texts: { lead: "Hooray 🎉 for" } }),
      `branding: text lead ${lacks}: 🎉 (U+1F389)`,
    ],
    [
      "a line break in a text",
      branded({ texts: { attests: "Awarded\nby {issuer}" } }),
      "branding: text attests has a control character or a line break: (U+000A)",
    ],
    [
      "a line break in a page's text",
      branded({ texts: { formLead: "One\r\ntwo" } }),
      "branding: text formLead has a control character or a line break: (U+000D)",
    ],
    [
      "a control character in the legal name",
      branded({ legalName: "Institute\u0007" }),
      "branding: legalName has a control character or a line break: (U+0007)",
    ],
    [
      "a long heading",
      branded({ texts: { heading: "Certificate of most outstanding and exceptional achievement!!" } }),
      "branding: text heading takes 61 columns, and 60 fit",
    ],
    [
      "a title longer than its line",
      signed("Ana", "Vice President for Certification, Examinations and Partners"),
      "branding: the title of signatories[0] takes 59 columns, and 40 fit (an East Asian letter takes two)",
    ],
    [
      "a long Chinese name",
      { ...currentProgramme, name: "云".repeat(41) },
      "the programme's name takes 82 columns, and 80 fit (an East Asian letter takes two)",
    ],
    [
      "an endless text of a page",
      branded({ texts: { hidden: "a ".repeat(501) } }),
      "branding: text hidden takes 1002 columns",
    ],
  ])("is checked: %s is a fault", (_, candidate, fault) => {
    const faults = faultsOf(candidate);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  test("may be in any script that a certificate has, with marks of direction and places", () => {
    const texts = { lead: "兹证明", attests: "מוענק על ידי {issuer}\u200f", badgeWord: "Sertifikalı – “zertifiziert”" };
    expect(faultsOf(branded({ texts, signatories: [{ name: "สมชาย ใจดี", title: "監査役" }] }))).toEqual([]);
    expect(versions.flatMap(faultsOf)).toEqual([]);
  });

  test("is held to the fonts wherever PDF, card and badge write it", () => {
    const written = ["print", "images"].flatMap((folder) =>
      readdirSync(join(shared, folder))
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) =>
          Array.from(readFileSync(join(shared, folder, file), "utf8").matchAll(/brandText\(branding,([^)]*)\)/g)),
        )
        .flatMap(([, keys = ""]) =>
          Array.from(keys.replaceAll(/=== "\w+"/g, "").matchAll(/"(\w+)"/g), ([, key]) => key),
        ),
    );
    // The caption of a badge is for programs that read it aloud.
    const drawn = written.filter((key) => key !== "achievement");
    expect([...new Set(drawn)].toSorted()).toEqual(Object.keys(printedTexts).toSorted());
  });
});
