import { getHistory } from "../../shared/contract/account.ts";
import { Problem } from "../../shared/http/problem.ts";
import { jsonReply } from "../../shared/http/reply.ts";
import { serve } from "../../shared/http/serve.ts";
import { accountEndpoint } from "../../shared/http/step.ts";
import { readHistory } from "../../shared/store/history.ts";

export const handler = serve(
  accountEndpoint(getHistory, async ({ params: { kind, id }, cost }) => {
    const events = await readHistory(kind, id, cost);
    if (events.length === 0) throw new Problem("history-not-found");

    return jsonReply(200, { data: events });
  }),
);
