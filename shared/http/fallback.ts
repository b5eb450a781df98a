import { methodsOf } from "../contract/operation.ts";
import { operations } from "../contract/operations.ts";
import type { ProblemCode } from "../contract/problems/problems.ts";
import { wantsPage } from "./accept.ts";
import type { Fallback } from "./endpoint.ts";
import { shownToPeople } from "./for-people.ts";
import { Problem, problemReply } from "./problem.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/**
 * Answers what no route matches: 405 where the contract takes other methods of the path (RFC 9110, 15.5.6), else 404; to a
 * browser as a page, which at `/` is sent to the documentation. A gateway that has a fallback asks it for OPTIONS too: 204
 * at any path, so that a browser goes on to send what it asks about. The gateway adds what pages of other origins may do.
 */
export const fallback: Fallback = { answer: answerElse, shown };

async function answerElse(event: HttpEvent): Promise<Reply> {
  const { rawPath, requestContext } = event;
  const { requestId, http } = requestContext;
  const taken = methodsAt(rawPath);
  const allow = [...taken, "OPTIONS"].sort().join(", ");
  if (http.method === "OPTIONS") return { status: 204, headers: { allow }, body: "" };
  if (http.method === "GET" && rawPath === "/" && wantsPage(event)) return seeDocs;
  if (taken.length === 0) throw new Problem("not-found");
  const refused = problemReply("method-not-allowed", requestId);
  return shown({ ...refused, headers: { ...refused.headers, allow } }, "method-not-allowed", event);
}

const seeDocs: Reply = { status: 303, headers: { location: "/docs" }, body: "" };

/** Who follows a link is a person; what is sent to us is not sent by one. */
function shown(refused: Reply, code: ProblemCode, event: HttpEvent): Reply {
  return event.requestContext.http.method === "GET" ? shownToPeople(refused, code, event) : refused;
}

/** What a path takes, by the contract. */
function methodsAt(path: string): readonly string[] {
  const segments = path.split("/");
  const found = operations.filter((each) => {
    const wanted = each.path.split("/");
    return wanted.length === segments.length && wanted.every((part, at) => fits(part, segments[at] ?? ""));
  });
  return [...new Set(found.flatMap(methodsOf))];
}

function fits(wanted: string, segment: string): boolean {
  return wanted.startsWith("{") ? segment !== "" : wanted === segment;
}
