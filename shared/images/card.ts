import type { CertificateStatus, PublicCertificate } from "../domain/certificate/certificate.ts";
import { brandText } from "../domain/programme/branding.ts";
import { mixed } from "../domain/programme/contrast.ts";
import { levelName } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";
import { dayIn } from "../pages/date.ts";
import { isPrintable } from "../print/runs.ts";
import { badgeArt, badgeSide } from "./badge.ts";
import { Lettering } from "./lettering.ts";
import { inset } from "./picture.ts";
import { pill } from "./pill.ts";

const { branding } = programme;
const { primary } = branding.colours;
const ink = "#16202c";
const soft = "#4a5866";
/** As the services that show cards of links ask for. */
export const cardWidth = 1200;
const height = 630;
const left = 64;
const column = 640;
const badge = { x: 764, y: 118, side: 394 };

/** The picture that a service shows beside a link to a certificate's page: its public part and nothing else (R20). */
export function cardSvg(of: PublicCertificate, status: CertificateStatus): string {
  const letters = new Lettering();
  const { certification } = of;
  const scale = (badge.side / badgeSide).toPrecision(4);
  const faded = status === "valid" ? "" : ` opacity="0.35"`;
  const issuer = letters.set({
    text: programme.name,
    width: column - 76,
    size: 30,
    smallest: 14,
    lines: 2,
    colour: ink,
  });
  const art = [
    `<rect width="${cardWidth}" height="${height}" fill="#ffffff"/>`,
    `<rect x="722" width="478" height="${height}" fill="${mixed(primary, "#ffffff", 0.92)}"/>`,
    `<rect width="${cardWidth}" height="12" fill="${primary}"/>`,
    inset(branding.logo.light, { x: left, y: 52, width: 60, height: 60 }),
    issuer.drawn(left + 76, 82 - issuer.height / 2),
    statement(of, status, letters),
    pill({ status, words: statusWords(of, status) }, letters, left, 512),
    letters
      .set({ text: of.certificateNumber, width: column, size: 20, smallest: 12, lines: 1, colour: soft })
      .drawn(left, 580),
    `<g transform="translate(${badge.x} ${badge.y}) scale(${scale})"${faded}>${badgeArt(certification, letters)}</g>`,
  ].join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${cardWidth}" height="${height}" viewBox="0 0 ${cardWidth} ${height}">${letters.outlines()}${art}</svg>`;
}

/** The holder and the certification. The certification stands alone, if the name is hidden or cannot be drawn. */
function statement(of: PublicCertificate, status: CertificateStatus, letters: Lettering): string {
  const { holderName, certification } = of;
  const row = (text: string, size: number, colour: string, lines = 1) =>
    letters.set({ text, width: column, size, smallest: Math.min(size, 15), lines, colour, leading: 1.2 });
  const isShown = holderName !== undefined && isPrintable(holderName);
  const level = `${brandText(branding, "level")}: ${levelName(programme, certification.level)}`;
  const rows = [
    ...(isShown
      ? [
          { set: row(holderName, 68, ink, 3), after: 14 },
          { set: row(brandText(branding, status === "valid" ? "cardLead" : "wasCertified"), 26, soft), after: 10 },
        ]
      : [{ set: row(brandText(branding, "heading"), 30, soft), after: 18 }]),
    { set: row(certification.title, isShown ? 46 : 64, primary, 3), after: 14 },
    { set: row(level, 26, soft), after: 0 },
  ];
  const tall = rows.reduce((sum, { set, after }) => sum + set.height + after, 0);
  let top = 140 + Math.max(0, (354 - tall) / 2);
  return rows
    .map(({ set, after }) => {
      const drawn = set.drawn(left, top);
      top += set.height + after;
      return drawn;
    })
    .join("");
}

function statusWords({ validUntil, ...of }: PublicCertificate, status: CertificateStatus): string {
  if (of.state === "revoked") return `${brandText(branding, "revokedOn")} ${dayIn(of.revokedAt, branding.language)}`;
  return `${brandText(branding, status === "expired" ? "expiredOn" : "validUntil")} ${dayIn(validUntil, branding.language)}`;
}
