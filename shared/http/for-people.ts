import type { ProblemCode } from "../contract/problems/problems.ts";
import { refusalPage } from "../pages/refusal-page.ts";
import { languagesOf, wantsPage } from "./accept.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/** A browser gets a page with the same status and headers. */
export function shownToPeople(refused: Reply, code: ProblemCode, event: HttpEvent): Reply {
  if (!wantsPage(event)) return refused;
  const retryAfter = refused.headers["retry-after"];
  const { body, headers } = refusalPage(code, event.requestContext.requestId, {
    retryAfter: Number(retryAfter ?? 0),
    languages: languagesOf(event),
  });
  const vary = `accept, ${headers.vary}`;
  return { ...refused, headers: { ...refused.headers, ...headers, vary }, body };
}

export function forPeople(endpoint: Endpoint): Endpoint {
  return { ...endpoint, shown: shownToPeople };
}
