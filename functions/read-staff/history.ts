import { getHistory } from "../../shared/contract/account.ts";
import { pageReply } from "../../shared/http/list.ts";
import { Problem } from "../../shared/http/problem.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import { listHistory } from "../../shared/store/history.ts";

export const endpoints = [
  accountEndpoint(getHistory, async (call) => {
    const { kind, id } = call.params;
    const readPart = async (place: Parameters<typeof listHistory>[2]) => {
      const page = await listHistory(kind, id, place, call.cost);
      if (page.values.length === 0 && place.after === undefined) throw new Problem("history-not-found");
      return page;
    };
    return pageReply(getHistory, call, `${kind}/${id}`, readPart, (event) => event);
  }),
];
