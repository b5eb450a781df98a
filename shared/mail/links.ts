import type { Branding } from "../domain/programme/branding.ts";
import type { Link } from "./letter.ts";

/** The address behind the button of an e-mail. Without a front end there is no page to sign in. */
export type Links = { readonly signIn?: string | undefined };

/** The programme's own address counts over the deployment's setting. */
export function linksOf({ frontEnd }: Pick<Branding, "frontEnd">): Links {
  return { signIn: frontEnd.signIn ?? process.env.FRONT_END_URL };
}

export function stepTo(label: string, url: string | undefined): Link | undefined {
  return url === undefined ? undefined : { label, url };
}
