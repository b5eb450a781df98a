import { type Account, verifiedAddress } from "../account.ts";
import { accept, type Decision, refuse } from "../decision.ts";
import type { Instant } from "../instant.ts";

/** The languages in which e-mails are written (BCP 47). */
export const mailLanguages = ["en", "zh-Hans"] as const;

/** The message tag with our id. SES copies it into each event about the e-mail. */
export const mailTag = "certrail-id";

/** SES tells after it has sent an e-mail: it bounced, or its reader reported it as spam. */
export type MailReturn = {
  readonly how: "bounced" | "complained";
  /** No more is sent to the address. Always so after a complaint. */
  readonly permanent: boolean;
  readonly at: Instant;
  readonly reason: string;
};

/** The language (BCP 47) and the time zone in which a reader wants e-mails. */
export type MailReader = { readonly locale?: string | undefined; readonly timeZone?: string | undefined };

/** An address to which an e-mail has bounced, or whose owner has stated a language. Addresses are compared in lower case. */
export type MailAddress = {
  readonly address: string;
  /** Since a permanent bounce or a complaint. Nothing is sent to it. */
  readonly blocked?: MailReturn | undefined;
  /** Staff allowed e-mails again. Older news does not block the address again. */
  readonly releasedAt?: Instant | undefined;
  /** As the account with this verified address has stated it. */
  readonly reader?: MailReader | undefined;
};

/** Marks an address, so that SES does not count another bounce against us. `undefined`: no news. */
export function blockAddress(
  known: MailAddress | undefined,
  address: string,
  news: MailReturn,
): MailAddress | undefined {
  if (!news.permanent || known?.blocked !== undefined) return undefined;
  if (known?.releasedAt !== undefined && news.at <= known.releasedAt) return undefined;
  return { ...known, address, blocked: news };
}

/** Staff send to it again (R36). `undefined`: nothing has stopped them. */
export function releaseAddress(known: MailAddress | undefined, now: Instant): MailAddress | undefined {
  return known?.blocked === undefined ? undefined : { ...known, blocked: undefined, releasedAt: now };
}

/** A transient bounce may be followed by a graver one. */
export function gravity({ how, permanent }: MailReturn): number {
  if (how === "complained") return 2;
  return permanent ? 1 : 0;
}

/** The account states how to write to its address, also while nothing is sent to it. The same again changes nothing. */
export function readBy(known: MailAddress | undefined, by: Account, reader: MailReader): Decision<MailAddress> {
  const address = verifiedAddress(by);
  if (address === undefined) return refuse("email-not-verified");
  const { locale, timeZone } = known?.reader ?? {};
  const isSame = known !== undefined && locale === reader.locale && timeZone === reader.timeZone;
  return accept(isSame ? known : { ...known, address, reader });
}
