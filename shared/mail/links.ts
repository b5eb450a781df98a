import { type Branding, type FrontEnd, filled, frontEndPlaces } from "../domain/programme/branding.ts";
import type { Link } from "./letter.ts";
import type { Words } from "./words.ts";

const labels = {
  registration: "seeRegistration",
  certificate: "seeCertificate",
  order: "seeOrder",
  examCodes: "seeExamCodes",
  bindings: "seeBindings",
  organization: "seeOrganization",
} as const;

type Page = keyof typeof labels;

/** The addresses behind the buttons of e-mails, as far as there are pages. */
export type Links = {
  readonly signIn?: string | undefined;
  /** The front end's page of one thing, or of all things of a kind. */
  readonly pageOf: (page: Page, id?: string) => string | undefined;
};

/** The programme's own addresses count over the deployment's setting. */
export function linksOf({ frontEnd }: Pick<Branding, "frontEnd">): Links {
  return {
    signIn: frontEnd.signIn ?? process.env.FRONT_END_URL,
    pageOf: (page, id) => addressOf(frontEnd, page, id),
  };
}

function addressOf(frontEnd: FrontEnd, page: Page, id: string | undefined): string | undefined {
  const address = frontEnd[page];
  const place = frontEndPlaces[page];
  if (address === undefined || place === undefined) return address;
  return id === undefined ? undefined : filled(address, { [place]: encodeURIComponent(id) });
}

export function stepTo(label: string, url: string | undefined): Link | undefined {
  return url === undefined ? undefined : { label, url };
}

/** To the front end's page, or else where the reader signs in. */
export function toPage(page: Page, id: string | undefined, words: Words, links: Links): Link | undefined {
  return stepTo(words.label(labels[page]), links.pageOf(page, id)) ?? toSignIn(words, links);
}

export function toSignIn(words: Words, { signIn }: Links): Link | undefined {
  return stepTo(words.label("signIn"), signIn);
}
