import type { Certificate } from "../domain/certificate/certificate.ts";
import { fileNameOf } from "../domain/certificate/file-name.ts";
import { unlisted } from "./reply.ts";

type Named = Pick<Certificate, "certificateNumber" | "holderName" | "certification">;

/** The header that names a certificate's file (RFC 6266): who and what, and for old programs its number. */
export function namedFile(how: "inline" | "attachment", of: Named, ending: string) {
  const name = encodeURIComponent(`${fileNameOf(of)}.${ending}`).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const plain = of.certificateNumber.replace(/[^\w-]/g, "_");
  return { ...unlisted, "content-disposition": `${how}; filename="${plain}.${ending}"; filename*=UTF-8''${name}` };
}
