import { mailPreferencesView, setMailPreferences } from "../../shared/contract/overview/mail-preferences.ts";
import { verifiedAddress } from "../../shared/domain/account.ts";
import { accept } from "../../shared/domain/decision.ts";
import { readBy } from "../../shared/domain/history/mail-return.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { mailAddressAt } from "../../shared/store/history/mail-addresses.ts";

export const handler = serve(
  step(setMailPreferences, {
    reads: ({ account }) => ({ address: mailAddressAt(verifiedAddress(account) ?? "") }),
    shown: (facts, refs) => mailPreferencesView(facts.get(refs.address)),
    decide: (facts, refs, { account, body: { language, timeZone } }) => {
      const before = facts.get(refs.address);
      const decision = readBy(before, account, { locale: language, timeZone });
      if (!decision.accepted) return decision;

      return accept({
        body: mailPreferencesView(decision.value),
        changes: decision.value === before ? [] : [put(refs.address, decision.value)],
        event: { type: "mail.preferences-set", data: { language, timeZone } },
      });
    },
  }),
);
