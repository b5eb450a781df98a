import { texts as stated, type TextKey } from "./branding-texts.ts";

/** A vector drawing of basic shapes (drawing.ts), or a bitmap in Base64. Both stand in the programme's file. */
export type Picture = { readonly svg: string } | { readonly png: string };

export type Signatory = {
  readonly name: string;
  readonly title: string;
  /** The signature itself, dark on nothing. */
  readonly signature?: Picture;
};

/** Addresses of the programme's own front end. Each is used in place of our page, if there is one. */
export type FrontEnd = {
  /** A place for {token}. */
  readonly invitation?: string;
  readonly signIn?: string;
  /** A place for {certificateId}. */
  readonly certificate?: string;
  /** A place for {registrationId}. */
  readonly registration?: string;
  /** A place for {orderId}. */
  readonly order?: string;
  /** Where a member sees the exam codes that it was given. */
  readonly examCodes?: string;
  /** Where a member links an exam of the second centre to its account. */
  readonly bindings?: string;
  /** Where a manager sees the organization, its members and coupons. */
  readonly organization?: string;
};

/** The place that each address has. */
export const frontEndPlaces = {
  invitation: "token",
  signIn: undefined,
  certificate: "certificateId",
  registration: "registrationId",
  order: "orderId",
  examCodes: undefined,
  bindings: undefined,
  organization: undefined,
} as const satisfies { readonly [page in keyof FrontEnd]-?: string | undefined };

/** The look of all that candidates, verifiers and partners see. */
export type Branding = {
  /** As in a contract: at the foot of pages and e-mails. */
  readonly legalName: string;
  readonly url: string;
  readonly supportAddress: string;
  /** For white and for dark ground. */
  readonly logo: { readonly light: Picture; readonly dark: Picture };
  /** The logo as a bitmap at an https address, for e-mails: they show no drawing. Without one they write the name. */
  readonly mailLogo?: string;
  /** The number of the programme's page on LinkedIn: entries in profiles then show its logo and lead there. */
  readonly linkedInId?: string;
  readonly colours: {
    /** Readable on white and under white text. */
    readonly primary: string;
    /** For ornaments: to be told from white. */
    readonly accent: string;
  };
  /** At most three, as they stand on the PDF from left to right. */
  readonly signatories: readonly Signatory[];
  /** BCP 47, of the texts below. */
  readonly language: string;
  /** Texts that differ from ours (branding-texts.ts). Each may name the places that its text there names. */
  readonly texts: { readonly [key in TextKey]?: string };
  readonly frontEnd: FrontEnd;
  /** The zone of instants for readers whose own is not known, e.g. `Europe/Lisbon`. Without one, UTC. */
  readonly timeZone?: string;
  /** Whether search engines may list verification pages. */
  readonly indexed: boolean;
};

/** A text of a certificate, page or badge with its places filled. */
export function brandText({ texts }: Branding, key: TextKey, places: Readonly<Record<string, string>> = {}): string {
  return filled(texts[key] ?? stated[key], places);
}

/** Fills `{place}`. A place that is not given stays, so that a test sees it. */
export function filled(text: string, places: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, place: string) => places[place] ?? whole);
}

/** The places that a text names. */
export function placesIn(text: string): string[] {
  return Array.from(text.matchAll(/\{(\w*)\}/g), ([, place = ""]) => place);
}
