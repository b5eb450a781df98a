import type { Settings } from "../settings.ts";

/** Domains that nobody owns (RFC 2606), accounts of zeros, and texts in angle brackets. */
const placeholder = /example\.(?:org|com|net)\b|\.example\b|(?:^|:)0{12}(?::|$)|<[^>]*>/;

/** The names of settings that still hold a placeholder: they can be synthesized and not deployed. */
export function placeholdersIn(of: Settings): string[] {
  return Object.entries(of)
    .filter(([, value]) => textsIn(value).some((text) => placeholder.test(text)))
    .map(([name]) => name);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
