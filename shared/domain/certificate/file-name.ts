import { symbolsIn } from "../printable.ts";
import { brandText } from "../programme/branding.ts";
import { programme } from "../programme/programme-versions.ts";
import type { Certificate } from "./certificate.ts";

/** File systems take these for parts of a path, or refuse them. Names and titles have them: `s/o`, `CI/CD`. */
const reserved = /[\\/:*?"<>|]+/g;
/** File systems take 255, and browsers and programs add endings of their own. */
const mostBytes = 200;
const encoder = new TextEncoder();

/** The name of a certificate's file without its ending. It says who is certified in what. */
export function fileNameOf({ holderName: holder, certification }: Pick<Certificate, "holderName" | "certification">) {
  const places = { holder, title: certification.title, issuer: programme.name };
  return shortened(brandText(programme.branding, "fileName", places).replaceAll(reserved, "-").replace(/^\.+/, ""));
}

/** By whole symbols. */
function shortened(name: string): string {
  let left = mostBytes;
  if (encoder.encode(name).length <= left) return name;
  const kept = symbolsIn(name).filter((symbol) => {
    left -= encoder.encode(symbol).length;
    return left >= 0;
  });
  return kept.join("").trim();
}
