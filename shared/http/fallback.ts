import { operations } from "../contract/operations.ts";
import { Problem, problemReply } from "./problem.ts";
import type { Reply } from "./reply.ts";
import type { HttpEvent } from "./request.ts";

/**
 * Answers what no route matches: 405 where the contract takes other methods of the path (RFC 9110, 15.5.6), else 404. A
 * gateway that has a fallback asks it for OPTIONS too: 204 at any path, so that a browser goes on to send what it asks
 * about, and reads the answer to that. The gateway adds what pages of other origins may do.
 */
export async function answerElse({ rawPath, requestContext }: HttpEvent): Promise<Reply> {
  const { requestId, http } = requestContext;
  const taken = methodsAt(rawPath);
  const allow = [...taken, "OPTIONS"].sort().join(", ");
  if (http.method === "OPTIONS") return { status: 204, headers: { allow }, body: "" };
  if (taken.length === 0) throw new Problem("not-found");
  const refused = problemReply("method-not-allowed", requestId);
  return { ...refused, headers: { ...refused.headers, allow } };
}

/** What a path takes, by the contract. */
function methodsAt(path: string): readonly string[] {
  const segments = path.split("/");
  const found = operations.filter((each) => {
    const wanted = each.path.split("/");
    return wanted.length === segments.length && wanted.every((part, at) => fits(part, segments[at] ?? ""));
  });
  return [...new Set(found.map(({ method }) => method))];
}

function fits(wanted: string, segment: string): boolean {
  return wanted.startsWith("{") ? segment !== "" : wanted === segment;
}
