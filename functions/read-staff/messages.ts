import { getMessage, listMessages } from "../../shared/contract/history/message-operations.ts";
import { messageView } from "../../shared/contract/history/messages.ts";
import { accept, refuse } from "../../shared/domain/decision.ts";
import { type Place, pageReply } from "../../shared/http/list.ts";
import { accountEndpoint, step } from "../../shared/http/step.ts";
import { lists } from "../../shared/store/core/entity.ts";
import { listOwned } from "../../shared/store/core/list.ts";
import { listMailsTo, mails } from "../../shared/store/history/mails.ts";

export const endpoints = [
  accountEndpoint(listMessages, (call) => {
    const { query, cost } = call;
    const { to, status } = query;
    const readPart = async (place: Place) => {
      if (to === undefined) return listOwned(mails, lists.mails("parked"), { ...place, isShown: true }, cost);
      const { values, next } = await listMailsTo(to, place, cost);
      return { values: values.filter((each) => status === undefined || each.status === status), next };
    };
    return pageReply(listMessages, call, lists.mails(to ?? "parked"), readPart, messageView);
  }),
  step(getMessage, {
    reads: ({ params }) => ({ mail: mails.at(params.mailId) }),
    decide: (facts, refs) => {
      const mail = facts.get(refs.mail);
      return mail === undefined ? refuse("message-not-found") : accept({ body: messageView(mail) });
    },
  }),
];
