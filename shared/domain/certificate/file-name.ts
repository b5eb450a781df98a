import { brandText } from "../programme/branding.ts";
import { programme } from "../programme/programme-versions.ts";
import type { Certificate } from "./certificate.ts";

/** The name of a certificate's file without its ending. It says who is certified in what. */
export function fileNameOf({ holderName: holder, certification }: Pick<Certificate, "holderName" | "certification">) {
  return brandText(programme.branding, "fileName", { holder, title: certification.title, issuer: programme.name });
}
