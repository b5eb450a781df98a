import { drawSortableId, type Random } from "../code.ts";
import { accept, type Decision } from "../decision.ts";
import type { Instant } from "../instant.ts";
import { levelRule } from "../programme/programme.ts";
import { programme } from "../programme/programme-versions.ts";
import type { LedgerEntry } from "./ledger.ts";
import { join, type Membership } from "./membership.ts";
import { benefitLevels, type Partner, quotaFor } from "./partner.ts";

export type Agreement = {
  readonly name: string;
  readonly mainAccountId: string;
  readonly mainAccountName?: string | undefined;
  readonly mainAccountEmail?: string | undefined;
};

export type TakenOn = {
  readonly partner: Partner;
  readonly membership: Membership;
  readonly granted: readonly LedgerEntry[];
};

/**
 * Takes a company on as a partner under the current programme, with its organization and its first coupons (R23).
 * Refused while its main account belongs to another organization (R21).
 */
export function takeOn(
  agreement: Agreement,
  ids: Pick<Partner, "partnerId" | "organizationId">,
  mainAccount: Membership | undefined,
  by: string,
  random: Random,
  now: Instant,
): Decision<TakenOn> {
  const { name, mainAccountId, mainAccountName, mainAccountEmail } = agreement;
  const partner = {
    ...ids,
    name,
    mainAccountId,
    mainAccountEmail,
    programmeVersion: programme.version,
    createdAt: now,
    levels: {},
  };
  const joined = join(mainAccount, mainAccountId, {
    fullName: mainAccountName ?? mainAccountEmail ?? mainAccountId,
    email: mainAccountEmail,
    organizationId: ids.organizationId,
    role: "main",
    since: now,
  });
  if (!joined.accepted) return joined;

  const granted = benefitLevels(programme).map((level): LedgerEntry => {
    const quantity = quotaFor(levelRule(programme, level).benefit, 0);
    const entry = { changeId: drawSortableId("bch", random, now), partnerId: ids.partnerId, at: now, by };
    return { ...entry, level, quantity, kind: "granted", why: "agreement" };
  });
  return accept({ partner, membership: joined.value, granted: granted.filter(({ quantity }) => quantity > 0) });
}
