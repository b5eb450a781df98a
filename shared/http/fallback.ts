import { operations } from "../contract/operations/operations.ts";
import type { ProblemCode } from "../contract/problems/problems.ts";
import { methodsOf } from "../contract/routes.ts";
import { wantsPage } from "./accept.ts";
import type { Fallback } from "./endpoint.ts";
import { shownToPeople } from "./for-people.ts";
import type { Invocation } from "./invocation.ts";
import { Problem, problemReply } from "./problem.ts";
import { type Reply, seeOther } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/** Answers what no route matches: 404, 405 or 204 for OPTIONS (RFC 9110, 15.5.6). Browsers get pages. */
export const fallback: Fallback = { answer: answerElse, shown };

async function answerElse(event: HttpEvent, invocation: Invocation): Promise<Reply> {
  const { rawPath, requestContext } = event;
  const { http } = requestContext;
  const taken = methodsAt(rawPath);
  const allow = [...taken, "OPTIONS"].sort().join(", ");
  if (http.method === "OPTIONS") return { status: 204, headers: { allow }, body: "" };
  if (http.method === "GET" && rawPath === "/" && wantsPage(event)) return seeOther("/docs");
  if (taken.length === 0) throw new Problem("not-found");
  const refused = problemReply("method-not-allowed", invocation);
  return shown({ ...refused, headers: { ...refused.headers, allow } }, "method-not-allowed", event);
}

function shown(refused: Reply, code: ProblemCode, event: HttpEvent): Reply {
  return event.requestContext.http.method === "GET" ? shownToPeople(refused, code, event) : refused;
}

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
