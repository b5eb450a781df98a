import { type Branding, filled } from "../domain/programme/branding.ts";
import type { Link } from "./letter.ts";
import type { Words } from "./words.ts";

/** The addresses behind the buttons of e-mails, as far as there are pages. */
export type Links = {
  readonly signIn?: string | undefined;
  /** The front end's pages of one thing. */
  readonly registration: (registrationId: string | undefined) => string | undefined;
  readonly certificate: (certificateId: string | undefined) => string | undefined;
};

/** The programme's own addresses count over the deployment's setting. */
export function linksOf({ frontEnd }: Pick<Branding, "frontEnd">): Links {
  const pageOf = (page: string | undefined, name: string) => (id: string | undefined) =>
    page === undefined || id === undefined ? undefined : filled(page, { [name]: encodeURIComponent(id) });
  return {
    signIn: frontEnd.signIn ?? process.env.FRONT_END_URL,
    registration: pageOf(frontEnd.registration, "registrationId"),
    certificate: pageOf(frontEnd.certificate, "certificateId"),
  };
}

export function stepTo(label: string, url: string | undefined): Link | undefined {
  return url === undefined ? undefined : { label, url };
}

/** To the front end's page of the registration, or else where the reader signs in. */
export function toRegistration(id: string | undefined, words: Words, links: Links): Link | undefined {
  return stepTo(words.label("seeRegistration"), links.registration(id)) ?? stepTo(words.label("signIn"), links.signIn);
}

/** To the front end's page of the certificate, or else where the reader signs in. */
export function toCertificate(id: string | undefined, words: Words, links: Links): Link | undefined {
  return stepTo(words.label("seeCertificate"), links.certificate(id)) ?? stepTo(words.label("signIn"), links.signIn);
}
