import { listMessages } from "../../shared/contract/messages.ts";
import { listStep } from "../../shared/http/list.ts";
import { lists } from "../../shared/store/entity.ts";
import { type Mail, mails } from "../../shared/store/mails.ts";

export const endpoints = [
  listStep(listMessages, ({ query }) => ({
    entity: mails,
    list: lists.mails(query.status),
    view: ({ text: _, html: __, attachments: ___, nextTryAt: ____, ...told }: Mail) => told,
  })),
];
