import { describe, expect, test } from "vitest";
import { type Certificate, claim, revoke } from "../../../shared/domain/certificate/certificate.ts";
import { hide, showAgain } from "../../../shared/domain/certificate/hiding.ts";
import { publicCertificate } from "../../../shared/domain/certificate/public-certificate.ts";
import { acceptedBy, ana, ben, claimable, refusalOf } from "../given.ts";

const now = "2027-07-01T00:00:00.000Z";
const claimed = acceptedBy(claim(claimable, ana, "2027-06-01T08:00:00.000Z"));
const revoked = acceptedBy(revoke(claimed, "impersonation", "2028-01-01T00:00:00.000Z"));
const revokedUnclaimed = acceptedBy(revoke(claimable, "impersonation", "2028-01-01T00:00:00.000Z"));
const hidden = acceptedBy(hide(claimed, ana, now));

describe("hiding a certificate", () => {
  test.each<[string, Certificate | undefined, typeof ana, string]>([
    ["is for its holder", claimed, ana, "accepted"],
    ["is for its holder, also after a revocation", revoked, ana, "accepted"],
    ["is for nobody else", claimed, ben, "certificate-not-found"],
    ["needs a certificate", undefined, ana, "certificate-not-found"],
    ["comes after the claim", claimable, ana, "certificate-not-claimed"],
    ["has no use where a revocation came before the claim", revokedUnclaimed, ana, "certificate-revoked"],
    ["is refused twice", hidden, ana, "certificate-already-hidden"],
  ])("%s", (_, certificate, by, answer) => {
    expect(refusalOf(hide(certificate, by, now))).toBe(answer);
  });

  test("takes the name, and nothing else, from what anyone may know", () => {
    const { holderName, ...rest } = acceptedBy(publicCertificate(claimed));

    expect(holderName).toBe("Ana Sá");
    expect(acceptedBy(publicCertificate(hidden))).toEqual({ ...rest, hidden: true });
    expect(JSON.stringify(acceptedBy(publicCertificate(acceptedBy(revoke(hidden, "fraud", now)))))).not.toContain(
      "Ana",
    );
  });

  test("is undone when its holder shows the certificate again, and by nobody else", () => {
    expect(refusalOf(showAgain(hidden, ben))).toBe("certificate-not-found");
    expect(refusalOf(showAgain(claimed, ana))).toBe("certificate-not-hidden");
    expect(publicCertificate(acceptedBy(showAgain(hidden, ana)))).toEqual(publicCertificate(claimed));
  });
});
