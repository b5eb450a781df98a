import { sendMessageAgain } from "../../shared/contract/history/message-operations.ts";
import { messageView } from "../../shared/contract/history/messages.ts";
import { drawId } from "../../shared/domain/code.ts";
import { accept } from "../../shared/domain/decision.ts";
import * as rules from "../../shared/domain/history/mail.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { addressesOf, releasing } from "../../shared/settling/release-addresses.ts";
import { put } from "../../shared/store/core/change.ts";
import { mails } from "../../shared/store/history/mails.ts";

export const handler = serve(
  step(sendMessageAgain, {
    reads: ({ params }) => ({ mail: mails.at(params.mailId) }),
    follow: (facts, refs) => {
      const mail = facts.get(refs.mail);
      return mail === undefined ? [] : facts.missing(...addressesOf([mail]));
    },
    shown: asRead("mail", messageView),
    decide: (facts, refs, { body: { reason }, random, now }) => {
      const before = facts.get(refs.mail);
      const decision = rules.sendAgain(before, () => drawId("mai", random), now);
      if (!decision.accepted) return decision;

      const mail = decision.value;
      const body = messageView(mail);
      const address = releasing(facts, [mail], { reason }, now);
      if (before === undefined || mail.mailId === before.mailId) {
        const changes = [put(refs.mail, mail), ...address];
        return accept({ body, changes, event: { type: "mail.released", data: { reason } } });
      }
      return accept({
        body,
        changes: [
          put(refs.mail, { ...before, sentAgainAs: mail.mailId }),
          put(mails.at(mail.mailId), mail),
          ...address,
        ],
        event: { type: "mail.sent-again", data: { as: mail.mailId, reason } },
      });
    },
  }),
);
