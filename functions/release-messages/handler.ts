import { releaseMessages } from "../../shared/contract/history/message-operations.ts";
import { accept } from "../../shared/domain/decision.ts";
import { isParkedWith, maximumReleased, release } from "../../shared/domain/history/mail.ts";
import { serve } from "../../shared/http/serve.ts";
import { accountEndpoint, step } from "../../shared/http/step.ts";
import { addressesOf, releasing } from "../../shared/settling/release-addresses.ts";
import { put } from "../../shared/store/core/change.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { listOwned } from "../../shared/store/core/list.ts";
import { mails } from "../../shared/store/history/mails.ts";

export const handler = serve(
  accountEndpoint(releaseMessages, async (call, event) => {
    const { refusedWith } = call.body;
    const part = { limit: maximumReleased, ascending: true, keep: isParkedWith(refusedWith) };
    // The index may lag, so that the step decides on each e-mail itself.
    const { values, next } = await listOwned(mails, lists.mails("parked"), part, call.cost);
    const found = values.map(({ mailId }) => mails.at(mailId));
    const addresses = addressesOf(values);

    const released = step(releaseMessages, {
      reads: () => ({}),
      follow: (facts) => facts.missing(...found, ...addresses),
      decide: (facts, _, { body: { reason }, now }) => {
        const parked = found.flatMap((ref) => facts.get(ref) ?? []).filter(isParkedWith(refusedWith));
        const body = { released: parked.length, more: next !== undefined };
        if (parked.length === 0) return accept({ body });
        const changes = parked.map((mail) => ({ ...put(mails.at(mail.mailId), release(mail, now)), data: { reason } }));
        const unblocked = releasing(facts, parked, { reason }, now);
        // The event's subject is the first e-mail. The others have it in their histories.
        const event = { type: "mail.released", data: { reason } } as const;
        return accept({ body, changes: [...changes, ...unblocked], event });
      },
    });
    return released.answer(event, call);
  }),
);
