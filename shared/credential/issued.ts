import { achievementCredential } from "../contract/certificate/credential-documents.ts";
import type { Certificate, ClaimedCertificate } from "../domain/certificate/certificate.ts";
import { handedOut } from "../domain/certificate/public-certificate.ts";
import type { Random } from "../domain/code.ts";
import { accept } from "../domain/decision.ts";
import { certificateIdFor, certificates } from "../store/certificate/certificates.ts";
import { placed } from "../store/certificate/status-lists.ts";
import type { Facts } from "../store/core/facts.ts";
import { certifications } from "../store/programme/certifications.ts";
import { type SigningKey, signCredential } from "./signing.ts";

export type Issued = { readonly certificate: ClaimedCertificate; readonly jwt: string };

type Asked = { readonly origin: string; readonly random: Random };

/**
 * The parts of a step that hands a certificate out as a credential, and answers what `answer` makes of it. The first one
 * takes the certificate's place in a status list; every later one keeps it.
 */
export function handingOut<A>(number: string, key: SigningKey, asked: Asked, answer: (of: Issued) => A) {
  const reads = () => ({ certificate: certificates.at(certificateIdFor(number)) });
  const entryOf = ({ certification }: Certificate) => certifications.at(certification.certificationId);
  return {
    reads,
    follow: (facts: Facts, refs: ReturnType<typeof reads>) => {
      const found = facts.get(refs.certificate);
      return found === undefined ? [] : [entryOf(found)];
    },
    decide: (facts: Facts, refs: ReturnType<typeof reads>) => {
      const decision = handedOut(facts.get(refs.certificate));
      if (!decision.accepted) return decision;

      const certificate = decision.value;
      const { place, changes } = placed(facts, certificate, asked.random);
      const credential = achievementCredential(certificate, place, asked.origin, facts.get(entryOf(certificate)));
      const jwt = signCredential(credential, key, asked.origin);
      const event = { type: "certificate.credential-issued", data: place } as const;
      return accept({ ...answer({ certificate, jwt }), changes, event });
    },
  };
}
