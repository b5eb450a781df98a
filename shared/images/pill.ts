import type { CertificateStatus } from "../domain/certificate/certificate.ts";
import type { Lettering } from "./lettering.ts";

/** Each status has a colour and a sign of its own. */
const looks: Readonly<
  Record<Exclude<CertificateStatus, "claimable">, { colour: string; ground: string; sign: string }>
> = {
  valid: { colour: "#12602f", ground: "#e3f4e8", sign: "M-8 0-2 7 9-7" },
  expired: { colour: "#6b4e00", ground: "#fdf3d6", sign: "M0-9V1L7 6" },
  revoked: { colour: "#9a1b1b", ground: "#fde8e6", sign: "M-7-7 7 7M7-7-7 7" },
};

/** A status in words, colour and form. */
export function pill(
  { status, words }: { readonly status: CertificateStatus; readonly words: string },
  letters: Lettering,
  x: number,
  y: number,
): string {
  if (status === "claimable") return "";
  const { colour, ground, sign } = looks[status];
  const text = letters.set({ text: words, width: 560, size: 26, smallest: 14, lines: 1, colour, bold: true });
  return [
    `<rect x="${x}" y="${y}" width="${text.width + 76}" height="52" rx="26" fill="${ground}" stroke="${colour}" stroke-width="2"/>`,
    `<circle cx="${x + 30}" cy="${y + 26}" r="17" fill="${colour}"/>`,
    `<path transform="translate(${x + 30} ${y + 26})" d="${sign}" fill="none" stroke="#ffffff" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round"/>`,
    text.drawn(x + 58, y + 26 - text.height / 2),
  ].join("");
}
