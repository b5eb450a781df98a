import type { FontName } from "../domain/printable.ts";

const noto = (script: string, name: string) =>
  `@expo-google-fonts/noto-sans-${script}/400Regular/NotoSans${name}_400Regular.ttf`;

/** The files of the font that is taken first, and those of every other script; each is found in its package. */
export const fontFiles = {
  latin: "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
  arabic: noto("arabic", "Arabic"),
  hebrew: noto("hebrew", "Hebrew"),
  armenian: noto("armenian", "Armenian"),
  georgian: noto("georgian", "Georgian"),
  devanagari: noto("devanagari", "Devanagari"),
  bengali: noto("bengali", "Bengali"),
  gurmukhi: noto("gurmukhi", "Gurmukhi"),
  gujarati: noto("gujarati", "Gujarati"),
  oriya: noto("oriya", "Oriya"),
  tamil: noto("tamil", "Tamil"),
  telugu: noto("telugu", "Telugu"),
  kannada: noto("kannada", "Kannada"),
  malayalam: noto("malayalam", "Malayalam"),
  sinhala: noto("sinhala", "Sinhala"),
  thai: noto("thai", "Thai"),
  lao: noto("lao", "Lao"),
  khmer: noto("khmer", "Khmer"),
  myanmar: noto("myanmar", "Myanmar"),
  ethiopic: noto("ethiopic", "Ethiopic"),
  thaana: noto("thaana", "Thaana"),
  tibetan: "@expo-google-fonts/noto-serif-tibetan/400Regular/NotoSerifTibetan_400Regular.ttf",
  mongolian: noto("mongolian", "Mongolian"),
  syriac: noto("syriac", "Syriac"),
  nko: noto("nko", "NKo"),
  adlam: noto("adlam", "Adlam"),
  tifinagh: noto("tifinagh", "Tifinagh"),
  vai: noto("vai", "Vai"),
  cherokee: noto("cherokee", "Cherokee"),
  canadian: noto("canadian-aboriginal", "CanadianAboriginal"),
  osage: noto("osage", "Osage"),
  olChiki: noto("ol-chiki", "OlChiki"),
  meetei: noto("meetei-mayek", "MeeteiMayek"),
  chakma: noto("chakma", "Chakma"),
  javanese: noto("javanese", "Javanese"),
  balinese: noto("balinese", "Balinese"),
  cham: noto("cham", "Cham"),
  lisu: noto("lisu", "Lisu"),
  yi: noto("yi", "Yi"),
  chinese: "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf",
  traditional: "@embedpdf/fonts-tc/fonts/NotoSansHant-Regular.otf",
  japanese: "@embedpdf/fonts-jp/fonts/NotoSansJP-Regular.otf",
  korean: "@embedpdf/fonts-kr/fonts/NotoSansKR-Regular.otf",
} as const satisfies Record<FontName, string>;

/** A text in Latin, Greek or Cyrillic letters is set in this one, if it has them all. */
const serif = "@expo-google-fonts/eb-garamond/500Medium/EBGaramond_500Medium.ttf";

export type Face = FontName | "serif";

export const faceFiles: Readonly<Record<Face, string>> = { ...fontFiles, serif };

/** The library that sets text in a font. */
export const harfbuzzFile = "harfbuzzjs/dist/harfbuzz.wasm";
