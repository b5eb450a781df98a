import { isTimeZone } from "../time-zone.ts";
import { type Branding, frontEndPlaces, type Picture, placesIn, type Signatory } from "./branding.ts";
import { type TextKey, texts } from "./branding-texts.ts";
import { contrast } from "./contrast.ts";
import { drawingIn } from "./drawing.ts";

/** Every function's bundle holds the pictures. */
const mostBytes = 48 * 1024;

/** The faults of a branding, in words for its author. */
export function brandingFaults(of: Branding): string[] {
  const { legalName, url, supportAddress, logo, colours, signatories, language } = of;
  return [
    ...(legalName.trim() === "" ? ["branding: legalName is empty"] : []),
    ...(isAddress(url) ? [] : [`branding: url ${url} is not an https address`]),
    ...(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(supportAddress)
      ? []
      : [`branding: supportAddress ${supportAddress} is not an e-mail address`]),
    ...pictureFaults("logo.light", logo.light),
    ...pictureFaults("logo.dark", logo.dark),
    ...colourFaults("primary", colours.primary, 4.5),
    ...colourFaults("accent", colours.accent, 3),
    ...(signatories.length > 3 ? ["branding: there are more than three signatories"] : []),
    ...signatories.flatMap(signatoryFaults),
    ...(isLanguage(language) ? [] : [`branding: language ${language} is not a language tag (BCP 47)`]),
    ...(of.mailLogo === undefined || isAddress(of.mailLogo)
      ? []
      : [`branding: mailLogo ${of.mailLogo} is not an https address`]),
    ...(of.linkedInId === undefined || /^\d{1,20}$/.test(of.linkedInId)
      ? []
      : [`branding: linkedInId ${of.linkedInId} is not the number of a page on LinkedIn`]),
    ...(of.timeZone === undefined || isTimeZone(of.timeZone)
      ? []
      : [`branding: timeZone ${of.timeZone} is not a zone such as Europe/Lisbon`]),
    ...textFaults(of),
    ...frontEndFaults(of),
  ];
}

function colourFaults(name: string, colour: string, least: number): string[] {
  if (!/^#[0-9a-f]{6}$/.test(colour)) return [`branding: colours.${name} ${colour} is not #rrggbb in lower case`];
  const measured = contrast(colour, "#ffffff");
  if (measured >= least) return [];
  return [`branding: colours.${name} has a contrast of ${measured.toFixed(2)} to white; it needs ${least}`];
}

function pictureFaults(name: string, picture: Picture): string[] {
  const written = "svg" in picture ? picture.svg : picture.png;
  if (written.length > mostBytes) return [`branding: ${name} has more than ${mostBytes} bytes`];
  if ("png" in picture) {
    // The signature and the header of a PNG.
    const isPng = written.startsWith("iVBORw0KGgoAAAANSUhEUg") && /^[A-Za-z0-9+/]+=*$/.test(written);
    return isPng ? [] : [`branding: ${name} is not a PNG in Base64`];
  }
  const drawing = drawingIn(written);
  return typeof drawing === "string" ? [`branding: ${name} is not drawn alike everywhere: ${drawing}`] : [];
}

function signatoryFaults({ name, title, signature }: Signatory, at: number): string[] {
  const which = `signatories[${at}]`;
  return [
    ...(name.trim() === "" ? [`branding: ${which} has no name`] : []),
    ...(title.trim() === "" ? [`branding: ${which} has no title`] : []),
    ...(signature === undefined ? [] : pictureFaults(`${which}.signature`, signature)),
  ];
}

/** An own text names no place that ours lacks, and a name's place is not lost. */
function textFaults({ texts: own }: Branding): string[] {
  return Object.entries(own).flatMap(([key, text]) => {
    if (!isTextKey(key)) return [`branding: there is no text ${key}`];
    if (text.trim() === "") return [`branding: text ${key} is empty`];
    const known = placesIn(texts[key]);
    return placesIn(text)
      .filter((place) => !known.includes(place))
      .map((place) => `branding: text ${key} has the unknown place {${place}}; it knows ${known.join(", ") || "none"}`);
  });
}

function frontEndFaults({ frontEnd }: Branding): string[] {
  return Object.entries(frontEndPlaces).flatMap(([key, place]) => {
    const [, url] = Object.entries(frontEnd).find(([name]) => name === key) ?? [];
    if (url === undefined) return [];
    const strange = placesIn(url).filter((each) => each !== place);
    return [
      ...(isAddress(url) ? [] : [`branding: frontEnd.${key} ${url} is not an https address`]),
      ...strange.map((each) => `branding: frontEnd.${key} has the unknown place {${each}}`),
      ...(place === undefined || placesIn(url).includes(place) ? [] : [`branding: frontEnd.${key} lacks {${place}}`]),
    ];
  });
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(texts, key);
}

function isAddress(text: string): boolean {
  return /^https:\/\//.test(text) && URL.canParse(text);
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
