import { html } from "hono/html";
import { badgeUrl } from "../contract/certificate/credential-documents.ts";
import type { ClaimedCertificate } from "../domain/certificate/certificate.ts";
import { brandText } from "../domain/programme/branding.ts";
import { levelName, type Programme } from "../domain/programme/programme.ts";
import { programme } from "../domain/programme/programme-versions.ts";

/** Addresses by which a holder shows a valid certificate to others. Each leads to `verify`, its public page. */
export function sharingLinks(of: ClaimedCertificate, verify: string, origin: string) {
  const { holderName: holder, certification } = of;
  const { branding, name: issuer } = programme;
  const { certificationId, title, level } = certification;
  const said = brandText(branding, "pageTitle", { holder, title });
  const alt = brandText(branding, "achievement", { title, level: levelName(programme, level), issuer });
  const badge = badgeUrl(origin, certificationId);
  return {
    linkedIn: profileEntry(of, verify),
    share: {
      linkedIn: address("https://www.linkedin.com/sharing/share-offsite/", { url: verify }),
      x: address("https://x.com/intent/post", { text: said, url: verify }),
      email: `mailto:?subject=${encodeURIComponent(said)}&body=${encodeURIComponent(verify)}`,
    },
    embed: `${html`<a href="${verify}"><img src="${badge}" alt="${alt}" width="160" height="160"></a>`}`,
  };
}

/**
 * LinkedIn's "Add to profile" (addtoprofile.linkedin.com), with its own names of the parts. Months in UTC. In November 2026
 * the npm package linkedin-certification and PostHog's training (miqcie/Humaine-studio) fill the same parts, and Thought
 * Industries and Open Badge Factory ask for the organization by name or by number.
 */
function profileEntry({ certificateNumber, certification, claimedAt, validUntil }: ClaimedCertificate, verify: string) {
  const [issued, ends] = [claimedAt, validUntil].map((at) => at.split("-").map(Number));
  return address("https://www.linkedin.com/profile/add", {
    startTask: "CERTIFICATION_NAME",
    name: certification.title,
    ...organizationOn(programme),
    issueYear: String(issued?.[0]),
    issueMonth: String(issued?.[1]),
    expirationYear: String(ends?.[0]),
    expirationMonth: String(ends?.[1]),
    certUrl: verify,
    certId: certificateNumber,
  });
}

/** LinkedIn finds the organization's page for certain by its number alone. */
export function organizationOn({
  name,
  branding,
}: Pick<Programme, "name" | "branding">): Readonly<Record<string, string>> {
  const { linkedInId: organizationId } = branding;
  return organizationId === undefined ? { organizationName: name } : { organizationId };
}

/** Spaces as %20, which every reader of a query knows. */
function address(base: string, parts: Readonly<Record<string, string>>): string {
  return `${base}?${Object.entries(parts)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&")}`;
}
