import { closeMessage } from "../../shared/contract/history/message-operations.ts";
import { messageView } from "../../shared/contract/history/messages.ts";
import { accept } from "../../shared/domain/decision.ts";
import { closeMail } from "../../shared/domain/history/mail.ts";
import { asRead } from "../../shared/http/preconditions.ts";
import { serve } from "../../shared/http/serve.ts";
import { step } from "../../shared/http/step.ts";
import { put } from "../../shared/store/core/change.ts";
import { mails } from "../../shared/store/history/mails.ts";

export const handler = serve(
  step(closeMessage, {
    reads: ({ params }) => ({ mail: mails.at(params.mailId) }),
    shown: asRead("mail", messageView),
    decide: (facts, refs, { body: { reason } }) => {
      const decision = closeMail(facts.get(refs.mail));
      if (!decision.accepted) return decision;

      return accept({
        body: messageView(decision.value),
        changes: [put(refs.mail, decision.value)],
        event: { type: "mail.closed", data: { reason } },
      });
    },
  }),
);
