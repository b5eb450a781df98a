import * as z from "zod";
import type { MailAddress } from "../../domain/history/mail-return.ts";
import { entity, type Ref } from "../core/entity.ts";

export const mailReturn = z.object({
  how: z.enum(["bounced", "complained"]),
  permanent: z.boolean(),
  at: z.string(),
  reason: z.string(),
});

const schema = () =>
  z.object({
    address: z.string(),
    blocked: mailReturn.optional(),
    releasedAt: z.string().optional(),
    /** Earlier versions keep it, and write in English. */
    reader: z.object({ locale: z.string().optional(), timeZone: z.string().optional() }).optional(),
  });

const mailAddresses = entity<MailAddress>()({ kind: "mail-address", schema });

/** Only addresses to which an e-mail has bounced, or whose owners have stated a language, are stored. */
export function mailAddressAt(address: string): Ref<MailAddress> {
  return mailAddresses.at(address.toLowerCase());
}
