import { getHistory } from "../../shared/contract/overview/account.ts";
import type { Event } from "../../shared/domain/history/event.ts";
import { pageReply } from "../../shared/http/list.ts";
import { Problem } from "../../shared/http/problem.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import { listHistory } from "../../shared/store/history/history.ts";

export const endpoints = [
  accountEndpoint(getHistory, async (call) => {
    const { kind, id } = call.params;
    const readPart = async (place: Parameters<typeof listHistory>[2]) => {
      const page = await listHistory(kind, id, place, call.cost);
      if (page.values.length === 0 && place.after === undefined) throw new Problem("history-not-found");
      return page;
    };
    // Events do not name the owner, but they name the actor.
    const of = ({ actor }: Event) => (actor.kind === "account" ? actor.id : undefined);
    return pageReply(getHistory, call, `${kind}/${id}`, readPart, (event) => event, of);
  }),
];
