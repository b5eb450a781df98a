import type { ClaimedCertificate } from "../../domain/certificate/certificate.ts";
import type { StatusPlace } from "../../domain/certificate/status-list.ts";
import { type Instant, instantOf, millisecondsOf, plusDays } from "../../domain/instant.ts";
import { brandText } from "../../domain/programme/branding.ts";
import type { Certification } from "../../domain/programme/certification.ts";
import { levelName, levelRule } from "../../domain/programme/programme.ts";
import { programme } from "../../domain/programme/programme-versions.ts";
import { contexts, inOpenBadges, profileOf } from "./issuer-document.ts";

type Attested = Partial<Pick<Certification, "skills" | "criteria" | "alignment">>;

/**
 * An AchievementCredential with the public part of a certificate (R20), and what the catalogue says of the certification
 * now. Instants are whole seconds, as in a JWT.
 */
export function achievementCredential(
  of: ClaimedCertificate,
  { list, index }: StatusPlace,
  origin: string,
  entry: Attested = {},
) {
  const { certification } = of;
  const page = `${origin}/verify/${encodeURIComponent(of.certificateNumber)}`;
  const statusListCredential = statusListUrl(origin, list);
  return {
    "@context": [contexts.credentials, contexts.openBadges, contexts.extensions],
    id: page,
    type: ["VerifiableCredential", "AchievementCredential"],
    name: certification.title,
    issuer: profileOf(origin),
    validFrom: wholeSecond(of.claimedAt),
    validUntil: wholeSecond(of.validUntil),
    credentialSubject: {
      id: `${page}#holder`,
      type: ["AchievementSubject"],
      identifier: [{ type: "IdentityObject", identityHash: of.holderName, identityType: "name", hashed: false }],
      achievement: achievementOf(certification, origin, entry),
    },
    credentialSchema: [
      {
        id: `${inOpenBadges}/schema/json/ob_v3p0_achievementcredential_schema.json`,
        type: "1EdTechJsonSchemaValidator2019",
      },
    ],
    credentialStatus: {
      id: `${statusListCredential}#${index}`,
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: String(index),
      statusListCredential,
    },
  };
}

function achievementOf(
  { certificationId, title, level }: ClaimedCertificate["certification"],
  origin: string,
  { skills = [], criteria, alignment = [] }: Attested,
) {
  const { branding, name: issuer } = programme;
  const id = `${origin}/v1/certifications/${certificationId}`;
  const caption = brandText(branding, "achievement", { title, level: levelName(programme, level), issuer });
  const exams = levelRule(programme, level)
    .exams.map(({ exam }) => exam)
    .join(", ");
  return {
    id,
    type: ["Achievement"],
    achievementType: "Certification",
    name: title,
    description: caption,
    criteria: { id, narrative: criteria ?? brandText(branding, "criteria", { title, exams }) },
    image: { id: badgeUrl(origin, certificationId), type: "Image", caption },
    humanCode: certificationId,
    ...(skills.length > 0 && { tag: skills }),
    ...(alignment.length > 0 && { alignment: alignment.map((each) => ({ type: ["Alignment"], ...each })) }),
  };
}

/** The badge's bitmap, for programs that show no drawing. */
export function badgeUrl(origin: string, certificationId: string): string {
  return `${origin}/badges/${encodeURIComponent(certificationId)}.png`;
}

/** The time that a verifier may reuse a list, and the life of a list. */
const freshMilliseconds = 300_000;
const goodDays = 1;

/** A status list as a credential. It changes with a revocation, and every 5 minutes. */
export function statusListCredential(list: string, encodedList: string, origin: string, now: Instant) {
  const id = statusListUrl(origin, list);
  // The list's context knows no profile.
  const { id: issuerId, name } = profileOf(origin);
  const validFrom = instantOf(millisecondsOf(now) - (millisecondsOf(now) % freshMilliseconds));
  return {
    "@context": [contexts.credentials],
    id,
    type: ["VerifiableCredential", "BitstringStatusListCredential"],
    issuer: { id: issuerId, name },
    validFrom: wholeSecond(validFrom),
    validUntil: wholeSecond(plusDays(validFrom, goodDays)),
    credentialSubject: {
      id: `${id}#list`,
      type: "BitstringStatusList",
      statusPurpose: "revocation",
      ttl: freshMilliseconds,
      encodedList,
    },
  };
}

function statusListUrl(origin: string, list: string): string {
  return `${origin}/v1/status-lists/${list}`;
}

function wholeSecond(at: Instant): string {
  return at.replace(/\.\d+Z$/, "Z");
}
