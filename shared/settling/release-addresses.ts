import type { Mail } from "../domain/history/mail.ts";
import { type MailAddress, releaseAddress } from "../domain/history/mail-return.ts";
import type { Instant } from "../domain/instant.ts";
import { type Change, put } from "../store/core/change.ts";
import type { Ref } from "../store/core/entity.ts";
import type { Facts } from "../store/core/facts.ts";
import { mailAddressAt } from "../store/history/mail-addresses.ts";

/** Staff who send an e-mail again want it sent, so that a block of its address ends (R36). Its history says why. */
export function releasing(
  facts: Facts,
  mails: readonly Mail[],
  data: { readonly reason?: string | undefined },
  now: Instant,
): Change[] {
  return addressesOf(mails).flatMap((ref) => {
    const released = releaseAddress(facts.get(ref), now);
    return released === undefined ? [] : [{ ...put(ref, released), data }];
  });
}

/** To be read before `releasing`. */
export function addressesOf(mails: readonly Mail[]): Ref<MailAddress>[] {
  const addresses = new Set(mails.map(({ to }) => to.toLowerCase()));
  return [...addresses].map(mailAddressAt);
}
